import { isDeepStrictEqual } from "node:util";
import type { Plan } from "../model/change.ts";
import { NotConverged } from "../model/errors.ts";
import type { Listener } from "../model/event.ts";
import type { Progress } from "../model/progress.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { ClusterSpec } from "../model/spec.ts";
import type { Id, Milliseconds } from "../model/units.ts";
import { milliseconds, seconds } from "../model/units.ts";
import { progress } from "../plan/converge.ts";
import { diff } from "../plan/diff.ts";

/** What the loop needs of a swarm. Each call may be to another manager. */
export interface Swarm {
  observe(): Promise<Snapshot>;
  /** Resolves to false where the swarm was changed by someone else, and has to be read again. */
  apply(plan: Plan, seen: Snapshot): Promise<boolean>;
  /** The last lines that a task wrote. */
  logs(task: Id<"task">, lines: number): Promise<string>;
}

export interface Clock {
  now(): Milliseconds;
  sleep(span: Milliseconds, signal: AbortSignal): Promise<void>;
}

export interface Convergence {
  readonly swarm: Swarm;
  readonly clock: Clock;
  readonly tell: Listener;
  readonly signal: AbortSignal;
  /** How long the services may take, 3 minutes unless told. */
  readonly within?: Milliseconds;
}

const poll = milliseconds(150);
const rounds = 5;

/**
 * Plans, applies and waits, until the plan is empty and every service is settled; returns the last thing seen.
 * Throws NotConverged at once where waiting would not help, and with the last thing seen at the deadline.
 */
export const converge = async (spec: ClusterSpec, work: Convergence): Promise<Snapshot> => {
  const deadline = work.clock.now() + (work.within ?? seconds(180));
  let told: readonly Progress[] = [];
  for (let writes = 0; ; ) {
    const seen = await work.swarm.observe();
    const plan = diff(spec, seen);
    if (plan.stages.length > 0) {
      if (writes++ === rounds) throw contested(plan);
      work.tell({ type: "planned", plan });
      await work.swarm.apply(plan, seen);
      continue;
    }
    const now = progress(spec, seen);
    if (now.every(({ state }) => state === "settled")) return seen;
    await refuseHopeless(now, work.swarm);
    if (work.clock.now() > deadline) throw late(now);
    if (!isDeepStrictEqual(now, told)) work.tell({ type: "awaiting", progress: now });
    told = now;
    await work.clock.sleep(poll, work.signal);
  }
};

const refuseHopeless = async (all: readonly Progress[], swarm: Swarm): Promise<void> => {
  const failed = all.find((one) => one.state === "failed");
  if (failed === undefined) return;
  const log = failed.task === undefined ? "" : await swarm.logs(failed.task, 10).catch(() => "");
  const lines = log.trim() === "" ? "" : `\nits last lines:\n${log.trim().replace(/^/gm, "  ")}`;
  throw new NotConverged(`${failed.service}: ${failed.detail}${lines}`);
};

const late = (all: readonly Progress[]): NotConverged =>
  new NotConverged(
    `not converged in time:\n${all
      .filter(({ state }) => state !== "settled")
      .map(({ service, detail }) => `  ${service}: ${detail}`)
      .join("\n")}`,
  );

const contested = (plan: Plan): NotConverged =>
  new NotConverged(
    `after ${rounds} rounds there is still something to change: ${plan.stages
      .flat()
      .map(({ kind, name, reason }) => `${kind} ${name} (${reason})`)
      .join(", ")}`,
    { hint: "someone else keeps changing the same things" },
  );
