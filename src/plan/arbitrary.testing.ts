import fc, { type Arbitrary } from "fast-check";
import type {
  ClusterSpec,
  FileReference,
  Healthcheck,
  Mode,
  Mount,
  NetworkAttachment,
  Port,
  RestartPolicy,
  ServiceSpec,
  UpdatePolicy,
} from "../model/spec.ts";
import { milliseconds } from "../model/units.ts";

type Fields<Record> = { [Key in keyof Record]-?: Arbitrary<NonNullable<Record[Key]>> };

/** Records of which every optional key may be absent; a key of the type that is forgotten does not compile. */
const partial = <Type extends object>(
  fields: Fields<Type>,
  requiredKeys: (keyof Type)[],
): Arbitrary<Type> =>
  fc.record<Record<string, unknown>>(fields as Record<string, Arbitrary<unknown>>, {
    requiredKeys: requiredKeys as string[],
    noNullPrototype: true,
  }) as Arbitrary<Type>;

const word = fc.stringMatching(/^[a-z]{1,6}$/);
const words = fc.array(word, { maxLength: 3 });
const path = fc.stringMatching(/^(\/[a-z]{1,4}){1,2}$/);
const span = fc.integer({ min: 0, max: 86_400_000 }).map(milliseconds);
const count = fc.integer({ min: 0, max: 9 });
const portNumber = fc.integer({ min: 0, max: 65_535 });

const healthcheck = partial<Healthcheck>(
  {
    test: words,
    interval: span,
    timeout: span,
    startPeriod: span,
    startInterval: span,
    retries: count,
  },
  ["test"],
);

const mount = partial<Mount>(
  {
    type: fc.constantFrom("bind", "volume", "tmpfs"),
    source: path,
    target: path,
    readOnly: fc.boolean(),
  },
  ["type", "target", "readOnly"],
);

const attachment: Arbitrary<NetworkAttachment> = partial<NetworkAttachment>(
  { network: word, aliases: fc.uniqueArray(word, { maxLength: 3 }) },
  ["network", "aliases"],
);

const fileReference = partial<FileReference>(
  {
    name: word,
    target: path,
    uid: count.map(String),
    gid: count.map(String),
    mode: fc.integer({ min: 0, max: 0o777 }),
  },
  ["name", "target", "uid", "gid", "mode"],
);

const port = partial<Port>(
  {
    target: portNumber,
    published: portNumber,
    protocol: fc.constantFrom("tcp", "udp"),
    mode: fc.constantFrom("host", "ingress"),
  },
  ["target", "published", "protocol", "mode"],
);

const mode: Arbitrary<Mode> = fc.oneof(
  fc.record(
    { kind: fc.constant("replicated" as const), replicas: count },
    { noNullPrototype: true },
  ),
  fc.record({ kind: fc.constant("global" as const) }, { noNullPrototype: true }),
);

const update = partial<UpdatePolicy>(
  {
    parallelism: count,
    delay: span,
    monitor: span.filter((value) => value > 0),
    failureAction: fc.constantFrom("pause", "continue", "rollback"),
    order: fc.constantFrom("stop-first", "start-first"),
    maxFailureRatio: fc.constantFrom(0, 0.25, 1),
  },
  [],
);

const restart = partial<RestartPolicy>(
  {
    condition: fc.constantFrom("none", "on-failure", "any"),
    delay: span,
    maxAttempts: count,
    window: span,
  },
  [],
);

const variables = fc
  .uniqueArray(fc.tuple(fc.stringMatching(/^[A-Z]{1,4}$/), word), { selector: ([name]) => name })
  .map((pairs) => pairs.map(([name, value]) => `${name}=${value}`));

const unique = <Item>(item: Arbitrary<Item>, selector: (item: Item) => unknown) =>
  fc.uniqueArray(item, { selector, maxLength: 3 });

/** Any value that each field of a service may take. */
export const serviceFields: Fields<ServiceSpec> = {
  name: word,
  stack: word,
  image: word.map((name) => `registry:5000/${name}:1@sha256:${"0".repeat(64)}`),
  entrypoint: words,
  command: words,
  environment: variables,
  hostname: word,
  user: word,
  workingDir: path,
  stopGracePeriod: span,
  stopSignal: fc.constantFrom("SIGTERM", "SIGUSR1"),
  healthcheck,
  mounts: unique(mount, (each) => each.target),
  networks: unique(attachment, (each) => each.network),
  configs: unique(fileReference, (each) => each.target),
  secrets: unique(fileReference, (each) => each.target),
  ports: unique(port, (each) => JSON.stringify(each)),
  mode,
  constraints: fc.uniqueArray(
    word.map((role) => `node.role==${role}`),
    { maxLength: 3 },
  ),
  update,
  restart,
  labels: fc.dictionary(word, word, { maxKeys: 3, noNullPrototype: true }),
};

/** Any service. */
export const service = partial<ServiceSpec>(serviceFields, [
  "name",
  "stack",
  "image",
  "environment",
  "mounts",
  "networks",
  "configs",
  "secrets",
  "ports",
  "mode",
  "constraints",
  "labels",
]);

const named = <Name extends object>(make: (name: string) => Name) =>
  fc.uniqueArray(word, { maxLength: 3 }).map((names) => names.map(make));

/** Any cluster whose services may or may not refer to what it declares. */
export const anyCluster: Arbitrary<ClusterSpec> = fc.record({
  name: fc.constant("tuleap"),
  nodes: named((name) => ({ name, role: "manager" })),
  networks: named((name) => ({ name, driver: "overlay", attachable: true })),
  configs: named((name) => ({ name, stack: "s", content: new Uint8Array() })),
  secrets: named((name) => ({ name, stack: "s", content: new Uint8Array() })),
  services: unique(service, ({ name }) => name),
  tenants: fc.constant([]),
});
