import type { Progress } from "../model/progress.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { ClusterSpec, ServiceSpec } from "../model/spec.ts";
import { type Count, count } from "./count.ts";
import { type Failure, failedUpdate, failingTasks } from "./failure.ts";
import { differences } from "./fields.ts";
import { unplaceable } from "./placement.ts";
import { reasonFor } from "./reason.ts";
import { type Indexed, indexed, viewOf } from "./view.ts";

/**
 * How far every declared service is, judged by its tasks on ready nodes and never by the engine's
 * own count. Settled means that the service is as declared, runs as often as wanted and is not
 * being updated, or as a job has completed; failed, that waiting longer would not help.
 */
export const progress = (spec: Pick<ClusterSpec, "services">, seen: Snapshot): Progress[] => {
  const swarm = indexed(seen);
  return spec.services.map((service) => ({ ...judge(service, swarm), service: service.name }));
};

type Judgement = Count | ({ readonly state: "failed" } & Failure);

const judge = (spec: ServiceSpec, swarm: Indexed): Judgement => {
  const seen = swarm.serviceByName.get(spec.name);
  if (seen === undefined) return { state: "waiting", detail: "not in the swarm" };
  const view = viewOf(spec, seen, swarm);
  const fields = differences(seen.spec, spec);
  const counted = count(view);
  // Also after a pause, if the tasks came up all the same: nothing is left to do then.
  if (fields.length === 0 && counted.state === "settled") return counted;
  const failure = failedUpdate(view);
  if (failure !== undefined) return { state: "failed", ...failure };
  if (seen.update?.state === "rollback_started")
    return { state: "waiting", detail: `being rolled back (${seen.update.message})` };
  if (fields.length > 0) return { state: "waiting", detail: `${reasonFor(fields)} from the spec` };
  const hopeless = failingTasks(view) ?? unplaceable(view);
  return hopeless === undefined ? counted : { state: "failed", ...hopeless };
};
