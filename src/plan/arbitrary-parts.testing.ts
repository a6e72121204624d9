import fc, { type Arbitrary } from "fast-check";
import type {
  CredentialSpec,
  Driver,
  FileReference,
  Healthcheck,
  Mode,
  NetworkAttachment,
  Port,
  Resources,
  RestartPolicy,
  UpdatePolicy,
} from "../model/spec.ts";
import {
  count,
  labels,
  partial,
  path,
  span,
  unique,
  word,
  words,
} from "./arbitrary-basics.testing.ts";

const portNumber = fc.integer({ min: 0, max: 65_535 });

export const healthcheck = partial<Healthcheck>(
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

export const attachment = partial<NetworkAttachment>(
  { network: word, aliases: fc.uniqueArray(word, { maxLength: 3 }), options: labels },
  ["network", "aliases"],
);

export const fileReference = partial<FileReference>(
  {
    name: word,
    target: path,
    uid: count.map(String),
    gid: count.map(String),
    mode: fc.integer({ min: 0, max: 0o777 }),
  },
  ["name", "target", "uid", "gid", "mode"],
);

export const port = partial<Port>(
  {
    target: portNumber,
    published: portNumber,
    protocol: fc.constantFrom("tcp", "udp", "sctp"),
    mode: fc.constantFrom("host", "ingress"),
    // What a swarm forgets is no difference.
    said: fc.constant({}),
  },
  ["target", "published", "protocol", "mode"],
);

export const mode: Arbitrary<Mode> = fc.oneof(
  count.map((replicas) => ({ kind: "replicated" as const, replicas })),
  fc.constant({ kind: "global" as const }),
  fc.tuple(count, count).map(([completions, concurrency]) => ({
    ...{ kind: "replicated-job" as const, completions, concurrency },
  })),
  fc.constant({ kind: "global-job" as const }),
);

export const update = partial<UpdatePolicy>({
  parallelism: count,
  delay: span,
  monitor: span.filter((value) => value > 0),
  failureAction: fc.constantFrom("pause", "continue", "rollback"),
  order: fc.constantFrom("stop-first", "start-first"),
  maxFailureRatio: fc.constantFrom(0, 0.25, 1),
});

export const restart = partial<RestartPolicy>({
  condition: fc.constantFrom("none", "on-failure", "any"),
  delay: span,
  maxAttempts: count,
  window: span,
});

export const credential: Arbitrary<CredentialSpec> = fc.oneof(
  word.map((name) => ({ kind: "config" as const, name })),
  word.map((file) => ({ kind: "file" as const, file })),
  word.map((registry) => ({ kind: "registry" as const, registry })),
);

const bytes = fc.oneof(count, fc.integer({ min: 0, max: 2 ** 40 }));
const nanoCpus = fc.integer({ min: 0, max: 64e9 });

export const resources = partial<Resources>({
  limits: partial<NonNullable<Resources["limits"]>>({ nanoCpus, memory: bytes, pids: count }),
  reservations: partial<NonNullable<Resources["reservations"]>>({
    nanoCpus,
    memory: bytes,
    generic: unique(
      fc.tuple(word, count).map(([kind, value]) => ({ kind, value })),
      ({ kind }) => kind,
    ),
  }),
});

export const driver = partial<Driver>({ name: word, options: labels }, ["name"]);

export const capabilities = words.map((names) => [...names, ...names.map((name) => `CAP_${name}`)]);
