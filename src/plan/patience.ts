import { engineDefault } from "../model/engine-default.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { Healthcheck, ServiceSpec, UpdatePolicy } from "../model/spec.ts";
import { type Milliseconds, milliseconds, seconds } from "../model/units.ts";

/** For a task to be given a node, to pull its image and to start. */
const start = seconds(60);

/** A job works on top of that: it may load or move data. */
const work = seconds(180);

/**
 * How long a service may take after a write before it counts as stuck: the start of a task, until its
 * health check has been given every try, and for each batch of an update the monitor's time, the
 * delay and the grace to stop; the same again for a rollback where one follows on failure. For each
 * batch of a job three minutes more. Never less than a minute.
 */
export const patienceWith = (
  spec: ServiceSpec,
  { nodes }: Pick<Snapshot, "nodes">,
): Milliseconds => {
  const tries = start + checks(spec.healthcheck);
  switch (spec.mode.kind) {
    case "replicated":
      return milliseconds(tries + updates(spec, spec.mode.replicas));
    case "global":
      return milliseconds(tries + updates(spec, nodes.length));
    case "replicated-job":
      return milliseconds(tries + work * batches(spec.mode.completions, spec.mode.concurrency));
    case "global-job":
      return milliseconds(tries + work);
  }
};

const checks = (check: Healthcheck | undefined): number => {
  if (check === undefined || check.test[0] === "NONE") return 0;
  const { interval = 0, retries = 0, startPeriod = 0 } = check;
  return startPeriod + (interval || seconds(30)) * (retries || 3);
};

const updates = (spec: ServiceSpec, tasks: number): number => {
  const { update, rollback = {} } = spec;
  const back = update?.failureAction === "rollback" ? rolling(spec, rollback, tasks) : 0;
  return rolling(spec, update, tasks) + back;
};

const rolling = (spec: ServiceSpec, policy: UpdatePolicy | undefined, tasks: number): number => {
  const { monitor, delay, parallelism } = { ...engineDefault.update, ...policy };
  const stop = spec.stopGracePeriod ?? engineDefault.stopGracePeriod;
  return (monitor + delay + stop) * batches(tasks, parallelism);
};

/** A parallelism of 0 means all at once. */
const batches = (tasks: number, parallelism: number): number =>
  Math.ceil(tasks / (parallelism || Math.max(tasks, 1)));
