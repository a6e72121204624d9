import { BadInput, NotConverged } from "../model/errors.ts";
import type { Listener } from "../model/event.ts";
import type { SeenService, Snapshot } from "../model/snapshot.ts";
import type { Milliseconds } from "../model/units.ts";
import { patienceWith } from "../plan/patience.ts";
import type { Clock, Swarm } from "./converge.ts";
import { untilSettled } from "./until-settled.ts";

export interface JobRun {
  readonly swarm: Pick<Swarm, "observe" | "runAgain" | "rest">;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly tell?: Listener;
  /** As long as the job's own settings need, unless told. */
  readonly within?: Milliseconds;
}

/**
 * Runs a job of the swarm once more and waits until it is done; one that runs on demand only is put back
 * afterwards, whatever came of it. Throws BadInput where there is no such job, NotConverged with the
 * cause where it fails or somebody else puts it back, and with the last thing seen at the deadline.
 */
export const runJob = async (name: string, run: JobRun): Promise<void> => {
  const { swarm } = run;
  const seen = await swarm.observe();
  const job = jobIn(seen, name);
  await swarm.runAgain(job);
  try {
    const within = patienceWith(isOnDemand(job) ? { ...job.spec, mode: once } : job.spec, seen);
    const done = await untilSettled(job, { within, ...run, while: "ran" });
    // Nothing of nothing is done at once.
    if (isOnDemand(done)) throw new NotConverged(`${name} was put back while it ran`);
  } finally {
    if (isOnDemand(job)) await swarm.rest(job);
  }
};

const jobIn = (seen: Snapshot, name: string): SeenService => {
  const found = seen.services.find(({ spec }) => spec.name === name);
  if (found !== undefined && isJob(found)) return found;
  const jobs = seen.services.filter(isJob).map(({ spec }) => spec.name);
  throw new BadInput(found === undefined ? `there is no job ${name}` : `${name} is not a job`, {
    hint:
      jobs.length === 0
        ? "a job is a service with deploy.mode: replicated-job or global-job"
        : `jobs are ${jobs.toSorted().join(", ")}`,
  });
};

/** What an on-demand job is while it runs. */
const once = { kind: "replicated-job", completions: 1, concurrency: 1 } as const;

const isOnDemand = ({ spec: { mode } }: SeenService): boolean =>
  mode.kind === "replicated-job" && mode.completions === 0;

const isJob = ({ spec }: SeenService): boolean => spec.mode.kind.endsWith("-job");
