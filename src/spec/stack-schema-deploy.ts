import {
  count,
  duration,
  list,
  listOrMap,
  object,
  oneOf,
  since,
  text,
  whole,
} from "./stack-schema-parts.ts";

const update = (minorOfOrder: number) =>
  object({
    parallelism: count,
    delay: duration,
    monitor: duration,
    failure_action: oneOf("pause", "continue", "rollback"),
    order: since(minorOfOrder, oneOf("stop-first", "start-first")),
    max_failure_ratio: { type: "number", minimum: 0, maximum: 1 },
  });

const cpus = { type: "string", format: "cpus" };
const memory = { type: "string", format: "bytes" };

const resources = object({
  limits: object({ cpus, memory, pids: since(9, whole) }),
  reservations: object({
    cpus,
    memory,
    generic_resources: since(
      5,
      list(object({ discrete_resource_spec: object({ kind: text, value: whole }) })),
    ),
  }),
});

const placement = object({
  constraints: list(text),
  preferences: since(3, list(object({ spread: text }))),
  max_replicas_per_node: since(8, count),
});

/** How a service is deployed. */
export const deploy = object({
  mode: oneOf("replicated", "global", "replicated-job", "global-job"),
  replicas: count,
  endpoint_mode: since(2, { type: "string", format: "endpoint" }),
  placement,
  resources,
  update_config: update(4),
  rollback_config: since(7, update(7)),
  restart_policy: object({
    condition: oneOf("none", "on-failure", "any"),
    delay: duration,
    max_attempts: count,
    window: duration,
  }),
  labels: listOrMap,
});
