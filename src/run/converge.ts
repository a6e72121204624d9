import { isDeepStrictEqual } from "node:util";
import type { Plan } from "../model/change.ts";
import { engineDefault } from "../model/engine-default.ts";
import { NotConverged } from "../model/errors.ts";
import type { Listener } from "../model/event.ts";
import type { Progress } from "../model/progress.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { ClusterSpec } from "../model/spec.ts";
import type { Id, Milliseconds } from "../model/units.ts";
import { milliseconds, seconds } from "../model/units.ts";
import { progress } from "../plan/converge.ts";
import { diff } from "../plan/diff.ts";
import { unlessAborted } from "./unless-aborted.ts";

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
  const { swarm, clock, tell, signal } = work;
  const deadline = clock.now() + (work.within ?? seconds(180));
  let told: readonly Progress[] = [];
  let settledAt: Milliseconds | undefined;
  for (let writes = 0; ; await unlessAborted(() => clock.sleep(poll, signal), signal)) {
    const seen = await unlessAborted(() => swarm.observe(), signal);
    const [plan, now] = [diff(spec, seen), progress(spec, seen)];
    if (writes > 0 || isEmpty(plan)) await refuseHopeless(now, swarm);
    if (clock.now() > deadline) throw late(now, plan);
    if (!isEmpty(plan)) {
      if (writes === rounds) throw contested(plan);
      tell({ type: "planned", plan });
      if (await swarm.apply(plan, seen)) writes++;
      settledAt = undefined;
      continue;
    }
    if (!now.every(({ state }) => state === "settled")) settledAt = undefined;
    else {
      settledAt ??= clock.now();
      if (clock.now() - settledAt >= trial(spec, seen, writes > 0)) return seen;
    }
    if (!isDeepStrictEqual(now, told)) tell({ type: "awaiting", progress: now });
    told = now;
  }
};

const isEmpty = (plan: Plan): boolean => plan.stages.length === 0;

/**
 * How long services have to stay settled: one that crashes on start looks settled between two crashes.
 * A service with a health check is not called running before it is healthy, and needs no trial.
 */
const trial = (spec: ClusterSpec, seen: Snapshot, written: boolean): Milliseconds => {
  const doubted = written ? spec.services : withFailures(spec, seen);
  const spans = doubted
    .filter(({ healthcheck }) => healthcheck === undefined || healthcheck.test[0] === "NONE")
    .map(({ update }) => update?.monitor ?? engineDefault.update.monitor);
  return milliseconds(Math.max(0, ...spans));
};

const withFailures = (spec: ClusterSpec, seen: Snapshot) => {
  const failed = new Set(
    seen.tasks
      .filter(({ current, state }) => current && (state === "failed" || state === "rejected"))
      .map(({ service }) => service),
  );
  const names = seen.services
    .filter(({ id }) => failed.has(id))
    .map((service) => service.spec.name);
  return spec.services.filter(({ name }) => names.includes(name));
};

const refuseHopeless = async (all: readonly Progress[], swarm: Swarm): Promise<void> => {
  const failed = all.find((one) => one.state === "failed");
  if (failed === undefined) return;
  const log = failed.task === undefined ? "" : await swarm.logs(failed.task, 10).catch(() => "");
  const lines = log.trim() === "" ? "" : `\nits last lines:\n${log.trim().replace(/^/gm, "  ")}`;
  throw new NotConverged(`${failed.service}: ${failed.detail}${lines}`);
};

const late = (all: readonly Progress[], plan: Plan): NotConverged => {
  const open = all.filter(({ state }) => state !== "settled");
  const lines = [...open.map(({ service, detail }) => `${service}: ${detail}`), ...changesIn(plan)];
  const unsteady = all.map(({ service, detail }) => `${service}: ${detail}, not for long enough`);
  return new NotConverged(
    `not converged in time:\n  ${(lines.length > 0 ? lines : unsteady).join("\n  ")}`,
  );
};

const changesIn = (plan: Plan): string[] =>
  plan.stages
    .flat()
    .map(({ action, kind, name, reason }) => `${action} ${kind} ${name} (${reason})`);

const contested = (plan: Plan): NotConverged =>
  new NotConverged(
    `after ${rounds} rounds there is still something to change: ${changesIn(plan).join(", ")}`,
    { hint: "someone else keeps changing the same things" },
  );
