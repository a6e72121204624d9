import type { Mode, RestartPolicy, UpdatePolicy } from "../model/spec.ts";
import { defined } from "./defined.ts";
import type { WrittenUpdate } from "./stack-file.ts";
import { badKey, type Scope } from "./stack-scope.ts";
import { spanOf } from "./stack-values.ts";

/** How many tasks a service has; one unless the file says otherwise. */
export const modeOf = (service: string, scope: Scope): Mode => {
  const { mode = "replicated", replicas } = scope.file.services[service]?.deploy ?? {};
  if (mode === "replicated") return { kind: mode, replicas: replicas ?? 1 };
  if (mode === "replicated-job")
    return { kind: mode, completions: replicas ?? 1, concurrency: replicas ?? 1 };
  if (replicas === undefined) return { kind: mode };
  throw badKey(scope, ["services", service, "deploy", "replicas"], {
    problem: "a global service has one task per node, and no number of replicas",
    hint: `remove replicas, or mode: ${mode}`,
  });
};

export const updateOf = (written: WrittenUpdate | undefined): UpdatePolicy | undefined =>
  written &&
  defined({
    parallelism: written.parallelism,
    delay: spanOf(written.delay),
    // None is what a swarm takes for its own default, and Docker does not write it.
    monitor: spanOf(written.monitor) || undefined,
    failureAction: written.failure_action,
    order: written.order,
    maxFailureRatio: written.max_failure_ratio,
  });

/** When tasks are started anew; Compose's older `restart` counts where deploy.restart_policy is missing. */
export const restartOf = (service: string, scope: Scope): RestartPolicy | undefined => {
  const written = scope.file.services[service]?.deploy.restart_policy;
  if (written === undefined) return olderRestart(service, scope);
  return defined({
    condition: written.condition,
    delay: spanOf(written.delay),
    maxAttempts: written.max_attempts,
    window: spanOf(written.window),
  });
};

const olderRestart = (service: string, scope: Scope): RestartPolicy | undefined => {
  const { restart = "no" } = scope.file.services[service] ?? {};
  const [, name = "?", attempts] = /^([\w-]*)(?::(\d*))?$/.exec(restart) ?? [];
  if (["no", ""].includes(name)) return undefined;
  const condition = conditions[name];
  if (condition !== undefined)
    return condition === "on-failure" && Number(attempts) > 0
      ? { condition, maxAttempts: Number(attempts) }
      : { condition };
  throw badKey(scope, ["services", service, "restart"], {
    problem: `must be no, always, unless-stopped or on-failure, but is ${JSON.stringify(restart)}`,
    hint: "better write deploy.restart_policy",
  });
};

const conditions: Readonly<Record<string, "any" | "on-failure">> = {
  always: "any",
  "unless-stopped": "any",
  "on-failure": "on-failure",
};
