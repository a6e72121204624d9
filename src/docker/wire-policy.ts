import { engineDefault } from "../model/engine-default.ts";
import type { RestartPolicy, UpdatePolicy } from "../model/spec.ts";
import { present } from "./wire-present.ts";
import { fromWireSpan, toWireSpan } from "./wire-span.ts";
import type { WireRestartPolicy, WireUpdateConfig } from "./wire-types.ts";

/**
 * An update policy for the engine. Parallelism is always written: an update config without it means
 * 0, all tasks at once, whereas no update config at all means one at a time.
 */
export const toWireUpdate = (policy: UpdatePolicy) =>
  present({
    Parallelism: policy.parallelism ?? engineDefault.update.parallelism,
    Delay: toWireSpan(policy.delay),
    Monitor: toWireSpan(policy.monitor),
    FailureAction: policy.failureAction ?? engineDefault.update.failureAction,
    Order: policy.order ?? engineDefault.update.order,
    MaxFailureRatio: policy.maxFailureRatio ?? engineDefault.update.maxFailureRatio,
  } satisfies WireUpdateConfig);

/** An update policy as the engine has it, where 0 as the parallelism means all tasks at once. */
export const fromWireUpdate = (wire: WireUpdateConfig): UpdatePolicy =>
  present({
    parallelism: wire.Parallelism ?? 0,
    delay: fromWireSpan(wire.Delay),
    monitor: fromWireSpan(wire.Monitor || undefined),
    failureAction: wire.FailureAction as UpdatePolicy["failureAction"],
    order: wire.Order as UpdatePolicy["order"],
    maxFailureRatio: wire.MaxFailureRatio,
  });

/** A restart policy for the engine; what is absent stays absent and means the engine's default. */
export const toWireRestart = (policy: RestartPolicy): WireRestartPolicy =>
  present({
    Condition: policy.condition,
    Delay: toWireSpan(policy.delay),
    MaxAttempts: policy.maxAttempts,
    Window: toWireSpan(policy.window),
  });

/** A restart policy as the engine has it. */
export const fromWireRestart = (wire: WireRestartPolicy): RestartPolicy =>
  present({
    condition: wire.Condition as RestartPolicy["condition"],
    delay: fromWireSpan(wire.Delay),
    maxAttempts: wire.MaxAttempts,
    window: fromWireSpan(wire.Window),
  });
