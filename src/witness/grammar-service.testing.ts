import fc from "fast-check";
import * as scalars from "./grammar-scalars.testing.ts";
import type { Node } from "./written.testing.ts";

type Some = fc.Arbitrary<Node>;

/** A list over lines or in brackets. */
const listOf = (one: Some, maxLength = 3): Some =>
  fc
    .record({
      list: fc.uniqueArray(one, {
        minLength: 1,
        maxLength,
        selector: (node) => JSON.stringify(node),
      }),
      inBrackets: rarely,
    })
    .map((node) => (node.list.every(fitsBrackets) ? node : { list: node.list }));

const rarely = fc.oneof(
  { weight: 3, arbitrary: fc.constant(false) },
  { weight: 1, arbitrary: fc.constant(true) },
);

/** What would end a list in brackets, or be something else there. */
const fitsBrackets = (node: Node): boolean =>
  typeof node !== "string" || /^("[^"]*"|'[^']*')$/.test(node) || !/[#{},[\]]|: |^$/.test(node);

/** A map with a few of these keys, as each is written in one file of so many. */
const someOf = (keys: Readonly<Record<string, Some>>, oneIn = 3): Some =>
  fc
    .record(Object.fromEntries(Object.entries(keys).map(([key, one]) => [key, maybe(one, oneIn)])))
    .map((chosen) => ({
      map: Object.entries(chosen).filter(
        (entry): entry is [string, Node] => entry[1] !== undefined,
      ),
    }));

const maybe = (one: Some, oneIn: number): fc.Arbitrary<Node | undefined> =>
  fc.oneof(
    { withCrossShrink: true },
    { weight: oneIn - 1, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: one },
  );

/** A map of a name or a few to the like. */
const named = (value: Some): Some =>
  fc
    .uniqueArray(fc.tuple(scalars.anyName, value), { maxLength: 3, selector: ([name]) => name })
    .map((map) => ({ map }));

const listed = (value: Some): Some =>
  listOf(fc.tuple(scalars.anyName, value).map(([name, text]) => `${name}=${String(text)}`));

const pairs: Some = fc.oneof(named(scalars.anyScalar), listed(fc.constantFrom("1", "b c", "")));

const words: Some = fc.oneof(scalars.anyWord, listOf(scalars.anyWord));

const check: Some = fc.oneof(
  scalars.anyWord,
  listOf(scalars.anyWord).map((node) => ({ list: ["CMD", ...(node as { list: [] }).list] })),
  fc.constant<Node>({ list: ["NONE"], inBrackets: true }),
);

const policy: Some = someOf({
  parallelism: scalars.anyCount,
  delay: scalars.anySpan,
  failure_action: fc.constantFrom("pause", "continue", "rollback"),
  monitor: scalars.anySpan,
  max_failure_ratio: fc.constantFrom("0", "0.25", "0.3", ".5"),
  order: fc.constantFrom("stop-first", "start-first"),
});

const amounts = { cpus: scalars.anyCpus, memory: scalars.anyMemory };

const deploy: Some = someOf({
  mode: fc.constantFrom("replicated", "global", "replicated-job"),
  replicas: scalars.anyCount,
  labels: pairs,
  endpoint_mode: fc.constantFrom("vip", "dnsrr"),
  update_config: policy,
  rollback_config: policy,
  restart_policy: someOf({
    condition: fc.constantFrom("any", "none", "on-failure"),
    delay: scalars.anySpan,
    max_attempts: scalars.anyCount,
    window: scalars.anySpan,
  }),
  resources: someOf({ limits: someOf(amounts), reservations: someOf(amounts) }),
  placement: someOf({
    constraints: listOf(scalars.anyConstraint),
    max_replicas_per_node: scalars.anyCount,
  }),
});

const withKeys = (first: readonly (readonly [string, Node])[], keys: Record<string, Some>): Some =>
  someOf(keys).map((rest) => ({ map: [...first, ...(rest as { map: [] }).map] }));

const port: Some = fc.oneof(
  { weight: 3, arbitrary: scalars.anyShortPort },
  {
    weight: 1,
    arbitrary: withKeys([["target", "443"]], {
      published: fc.constantFrom("18080", "19090"),
      protocol: fc.constantFrom("tcp", "udp"),
      mode: fc.constantFrom("host", "ingress"),
    }),
  },
);

const mount: Some = fc.oneof(
  { weight: 3, arbitrary: scalars.anyShortMount },
  {
    weight: 1,
    arbitrary: withKeys(
      [
        ["type", "bind"],
        ["source", "/srv/z/"],
        ["target", "/m/"],
      ],
      {
        read_only: scalars.anyTruth,
        bind: fc.constant<Node>({ map: [["propagation", "rslave"]] }),
      },
    ),
  },
);

const network: Some = fc.constantFrom("default", "front", "far");

/** A service with a few of the keys that people write. */
export const anyService: Some = fc
  .tuple(
    scalars.anyImage,
    someOf(
      {
        command: words,
        entrypoint: words,
        environment: pairs,
        labels: pairs,
        ports: listOf(port),
        volumes: listOf(mount),
        networks: fc.oneof(
          listOf(network, 2),
          fc.constant({ map: [["front", { map: [["aliases", { list: ["a", "b"] }]] }]] } as Node),
        ),
        secrets: listOf(fc.constant("key"), 1),
        configs: listOf(fc.constant("motd"), 1),
        deploy,
        healthcheck: someOf({ test: check, interval: scalars.anySpan, retries: scalars.anyCount }),
        hostname: scalars.anyWord,
        user: fc.constantFrom("root", "1000:1000", '"1000"'),
        init: scalars.anyTruth,
        stop_grace_period: scalars.anySpan,
        ulimits: named(fc.constantFrom("1024", "65535", "9223372036854775807")),
        sysctls: named(scalars.anyCount),
        extra_hosts: listOf(fc.constantFrom('"a:10.0.0.1"', "b:10.0.0.2")),
        dns: words,
        cap_add: listOf(fc.constantFrom("NET_ADMIN", "ALL", "cap_chown")),
        logging: someOf({ driver: scalars.anyWord, options: named(scalars.anyScalar) }),
        restart: fc.constantFrom("always", "unless-stopped", '"no"'),
        depends_on: fc.constant({ list: ["db"] } as Node),
        build: fc.constant("."),
      },
      5,
    ),
  )
  .map(([image, rest]) => ({ map: [["image", image], ...(rest as { map: [] }).map] }));
