import { BadInput, NotConverged } from "../model/errors.ts";
import type { Progress } from "../model/progress.ts";
import type { SeenService, Snapshot } from "../model/snapshot.ts";
import { type Milliseconds, milliseconds } from "../model/units.ts";
import { progress } from "../plan/converge.ts";
import { patienceWith } from "../plan/patience.ts";
import type { Clock, Swarm } from "./converge.ts";
import { unlessAborted } from "./unless-aborted.ts";

export interface JobRun {
  readonly swarm: Pick<Swarm, "observe" | "runAgain" | "rest">;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** As long as the job's own settings need, unless told. */
  readonly within?: Milliseconds;
}

const poll = milliseconds(150);

/**
 * Runs a job of the swarm once more and waits until it is done; one that runs on demand only is put back
 * afterwards, whatever came of it. Throws BadInput where there is no such job, NotConverged with the
 * cause where it fails, and with the last thing seen at the deadline.
 */
export const runJob = async (name: string, run: JobRun): Promise<void> => {
  const { swarm } = run;
  const seen = await swarm.observe();
  const job = jobIn(seen, name);
  await swarm.runAgain(job);
  try {
    await untilDone(name, { within: patienceWith(job.spec, seen), ...run });
  } finally {
    if (isOnDemand(job)) await swarm.rest(job);
  }
};

const untilDone = async (
  name: string,
  { swarm, clock, signal, within }: Required<JobRun>,
): Promise<void> => {
  const deadline = clock.now() + within;
  for (;;) {
    const now = progressOf(name, await unlessAborted(() => swarm.observe(), signal));
    if (now?.state === "settled") return;
    if (now === undefined) throw new NotConverged(`${name} was removed while it ran`);
    if (now.state === "failed") throw new NotConverged(`${name}: ${now.detail}`);
    if (clock.now() > deadline)
      throw new NotConverged(`${name}: ${now.detail}, after ${within / 1000} s`);
    await unlessAborted(() => clock.sleep(poll, signal), signal);
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

const isOnDemand = ({ spec: { mode } }: SeenService): boolean =>
  mode.kind === "replicated-job" && mode.completions === 0;

const isJob = ({ spec }: SeenService): boolean => spec.mode.kind.endsWith("-job");

const progressOf = (name: string, seen: Snapshot): Progress | undefined => {
  const there = seen.services.find(({ spec }) => spec.name === name);
  return there && progress({ services: [there.spec] }, seen)[0];
};
