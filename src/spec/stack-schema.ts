/** One object of the schema: only these keys, and Compose's own `x-` ones, which nobody reads. */
const object = (properties: Record<string, unknown>, required: readonly string[] = []) => ({
  type: "object",
  additionalProperties: false,
  patternProperties: { "^x-": {} },
  properties,
  required,
});

const text = { type: "string" };
const flag = { type: "boolean" };
const list = (items: unknown) => ({ type: "array", items });
const named = (entry: unknown) => ({
  type: "object",
  additionalProperties: entry,
});
const oneOf = (...values: readonly string[]) => ({ enum: values });
const orNull = (schema: { readonly type: string }) => ({ ...schema, type: [schema.type, "null"] });

const duration = { type: "string", format: "duration" };
const whole = { type: ["integer", "string"], minimum: 0, format: "whole" };
const port = { type: ["integer", "string"], minimum: 1, maximum: 65535, format: "port" };
const words = { type: ["string", "array"], items: text, format: "words" };
const listOrMap = {
  type: ["array", "object", "null"],
  items: text,
  additionalProperties: { type: ["string", "number", "null"] },
};

const healthcheck = object({
  test: words,
  interval: duration,
  timeout: duration,
  start_period: duration,
  start_interval: duration,
  retries: whole,
  disable: flag,
});

const mount = {
  ...object(
    { type: oneOf("bind", "volume", "tmpfs"), source: text, target: text, read_only: flag },
    ["type", "target"],
  ),
  type: ["string", "object"],
  format: "volume",
};

const reference = {
  ...object(
    { source: text, target: text, uid: text, gid: text, mode: { type: "integer", minimum: 0 } },
    ["source"],
  ),
  type: ["string", "object"],
};

const published = {
  ...object(
    {
      target: port,
      published: port,
      protocol: oneOf("tcp", "udp"),
      mode: oneOf("host", "ingress"),
    },
    ["target", "published"],
  ),
  type: ["string", "object"],
  format: "ports",
};

const deploy = object({
  mode: oneOf("replicated", "global"),
  replicas: whole,
  placement: object({ constraints: list(text) }),
  update_config: object({
    parallelism: whole,
    delay: duration,
    monitor: duration,
    failure_action: oneOf("pause", "continue", "rollback"),
    order: oneOf("stop-first", "start-first"),
    max_failure_ratio: { type: "number", minimum: 0, maximum: 1 },
  }),
  restart_policy: object({
    condition: oneOf("none", "on-failure", "any"),
    delay: duration,
    max_attempts: whole,
    window: duration,
  }),
  labels: listOrMap,
});

const attachments = {
  type: ["array", "object"],
  items: text,
  additionalProperties: orNull(object({ aliases: list(text) })),
};

const service = object(
  {
    image: { type: "string", minLength: 1 },
    command: { ...words, type: [...words.type, "null"] },
    entrypoint: { ...words, type: [...words.type, "null"] },
    environment: listOrMap,
    hostname: text,
    user: { type: ["string", "integer"] },
    working_dir: text,
    stop_grace_period: duration,
    stop_signal: text,
    healthcheck,
    volumes: list(mount),
    networks: attachments,
    configs: list(reference),
    secrets: list(reference),
    ports: list(published),
    deploy,
  },
  ["image"],
);

const file = object({ file: text, content: text, external: flag, name: text });

/** What of a Compose v3 file swarmspec converts; every other key is an error. */
export const stackSchema = object(
  {
    version: {},
    services: { ...named(service), minProperties: 1 },
    networks: named(
      orNull(object({ external: flag, name: text, driver: oneOf("overlay"), attachable: flag })),
    ),
    volumes: named(orNull(object({ external: flag, name: text, driver: oneOf("local") }))),
    configs: named(file),
    secrets: named(file),
  },
  ["services"],
);
