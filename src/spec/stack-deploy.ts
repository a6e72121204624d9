import type { Mode, RestartPolicy, UpdatePolicy } from "../model/spec.ts";
import { defined } from "./defined.ts";
import type { WrittenRestart, WrittenUpdate } from "./stack-file.ts";
import { badKey, type Scope } from "./stack-scope.ts";
import { spanOf, wholeOf } from "./stack-values.ts";

/** How many tasks a service has; one unless the file says otherwise. */
export const modeOf = (service: string, scope: Scope): Mode => {
  const { mode = "replicated", replicas } = scope.file.services[service]?.deploy ?? {};
  if (mode === "replicated") return { kind: "replicated", replicas: wholeOf(replicas) ?? 1 };
  if (replicas === undefined) return { kind: "global" };
  throw badKey(scope, ["services", service, "deploy", "replicas"], {
    problem: "a global service has one task per node, and no number of replicas",
    hint: "remove replicas, or mode: global",
  });
};

export const updateOf = (written: WrittenUpdate | undefined): UpdatePolicy | undefined =>
  written &&
  defined({
    parallelism: wholeOf(written.parallelism),
    delay: spanOf(written.delay),
    monitor: spanOf(written.monitor),
    failureAction: written.failure_action,
    order: written.order,
    maxFailureRatio: written.max_failure_ratio,
  });

export const restartOf = (written: WrittenRestart | undefined): RestartPolicy | undefined =>
  written &&
  defined({
    condition: written.condition,
    delay: spanOf(written.delay),
    maxAttempts: wholeOf(written.max_attempts),
    window: spanOf(written.window),
  });
