import { isDeepStrictEqual } from "node:util";
import type { Plan } from "../model/change.ts";
import { concealing, discreetly } from "../model/concealed.ts";
import { NotConverged } from "../model/errors.ts";
import type { Listener } from "../model/event.ts";
import type { Progress } from "../model/progress.ts";
import type { SeenService, Snapshot } from "../model/snapshot.ts";
import type { ClusterSpec } from "../model/spec.ts";
import type { Id, Milliseconds } from "../model/units.ts";
import { milliseconds, seconds } from "../model/units.ts";
import { progress } from "../plan/converge.ts";
import { diff } from "../plan/diff.ts";
import { joinableNow } from "../plan/joining.ts";
import { laggingIn } from "../plan/lagging.ts";
import { leavingIn, progressOfLeaving } from "../plan/leaving.ts";
import { progressOfRoles } from "../plan/promoted.ts";
import { writableNow } from "../plan/rolls.ts";
import { unhindered } from "../plan/unhindered.ts";
import { changesIn } from "./changes-in.ts";
import { concealedEvent } from "./concealed-event.ts";
import { refuseHopeless, tasksFailedIn } from "./hopeless.ts";
import { overdue } from "./overdue.ts";
import { reminder } from "./reminder.ts";
import { trial } from "./trial.ts";
import { unlessAborted } from "./unless-aborted.ts";

/** What the loop needs of a swarm. Each call may be to another manager. */
export interface Swarm {
  observe(): Promise<Snapshot>;
  /** Resolves to why not all was written, where the swarm has to be read again and that may mend it. */
  apply(plan: Plan, seen: Snapshot): Promise<string | undefined>;
  /** The last lines that a task wrote. */
  logs(task: Id<"task">, lines: number): Promise<string>;
  /** Why the node of a task does not get its image, in lines; none where it does. A swarm says only that it has none. */
  unpulled?(task: Id<"task">): Promise<readonly string[]>;
  /** Has a job run once more, also one that runs on demand only. */
  runAgain(job: SeenService): Promise<void>;
  /** Puts a job that runs on demand only back, so that it is as it was declared. */
  rest(job: SeenService): Promise<void>;
  /** Writes a service as it is, so that the swarm looks at it once more. */
  remind(service: SeenService): Promise<void>;
  /** Replaces a service's tasks in turn, so long after one another; what it returns puts the delay back. */
  restart(service: SeenService, delay: Milliseconds): Promise<() => Promise<void>>;
}

export interface Clock {
  now(): Milliseconds;
  sleep(span: Milliseconds, signal: AbortSignal): Promise<void>;
}

export interface Convergence {
  readonly swarm: Pick<Swarm, "observe" | "apply" | "logs" | "remind" | "unpulled">;
  readonly clock: Clock;
  readonly tell: Listener;
  readonly signal: AbortSignal;
  /** Whether what is ours and no longer declared goes; it does unless told. */
  readonly prune?: boolean;
  /** How long all may take; unless told, each service as long as its settings need after the last write. */
  readonly within?: Milliseconds;
}

/** A look costs the engines some 20 ms of a processor, which what is started wants too. */
const poll = milliseconds(250);
/** Three are needed where a global service rolls: before it, it, and after it. */
const rounds = 5;

/**
 * Plans, applies and waits, until the plan is empty and every service is settled; returns the last thing seen.
 * Throws NotConverged at once where waiting would not help, and with the last thing seen at the deadline.
 * Whatever the swarm, its tasks or an engine say is told without values from outside.
 */
export const converge = (spec: ClusterSpec, work: Convergence): Promise<Snapshot> => {
  const conceal = concealing(spec.outside?.values);
  const tell: Listener = (event) => work.tell(concealedEvent(event, conceal));
  return discreetly(conceal, () => converged(spec, { ...work, tell }));
};

const converged = async (spec: ClusterSpec, work: Convergence): Promise<Snapshot> => {
  const { swarm, clock, tell, signal, within, prune = true } = work;
  let [began, writes, wroteAt] = [clock.now(), 0, clock.now()];
  let told: readonly Progress[] = [];
  let planned: Plan = { stages: [] };
  /** What was planned and not yet to be written. */
  let postponed: ReadonlySet<string> = new Set();
  let refused: string | undefined;
  let settledAt: Milliseconds | undefined;
  let former: ReadonlySet<Id<"task">> | undefined;
  const [touched, written, roles] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const remind = reminder({ swarm, clock, tell });
  for (; ; await unlessAborted(() => clock.sleep(poll, signal), signal)) {
    const seen = await unlessAborted(() => swarm.observe(), signal);
    const plan = diff(spec, seen, { prune, lagging: false });
    const leaving = leavingIn(spec, seen);
    const now = [
      ...progress(spec, seen),
      ...progressOfLeaving(leaving),
      ...progressOfRoles(spec, seen, roles),
    ];
    const tried = writes > 0 || refused !== undefined;
    const onTrial = trial(spec, seen, touched);
    former ??= tasksFailedIn(now);
    if (tried || isEmpty(plan))
      await refuseHopeless(now, {
        ...{ open: servicesIn(plan), written, former },
        ...{ logs: swarm.logs, unpulled: swarm.unpulled },
      });
    const waited = milliseconds(clock.now() - began);
    const late = overdue(spec, { seen, plan, now, waited, within, onTrial, refused });
    if (late !== undefined) throw late;
    await remind(isEmpty(plan) ? laggingIn(spec, seen) : []);
    const free = unhindered(writableNow(plan, seen, now), leaving);
    const part = clock.now() - wroteAt < longestJoin ? joinableNow(free, seen) : free;
    if (!isEmpty(part) && !isRollingBack(seen, written)) {
      const isNews = !writesIn(plan).isSubsetOf(postponed);
      if (isNews && writes === rounds) throw contested(plan);
      // What is left of a plan that was written in part is no news.
      if (!writesIn(plan).isSubsetOf(writesIn(planned))) tell({ type: "planned", plan });
      planned = plan;
      for (const name of servicesIn(part)) touched.add(name);
      const refusal = await swarm.apply(part, seen);
      refused = refusal ?? refused;
      wroteAt = clock.now();
      settledAt = undefined;
      if (refusal !== undefined) continue;
      if (isNews) writes++;
      postponed = writesIn(plan).difference(writesIn(part));
      for (const name of servicesIn(part)) written.add(name);
      for (const name of rolesIn(part)) roles.add(name);
      if (within === undefined) began = clock.now();
      continue;
    }
    if (!now.every(({ state }) => state === "settled")) settledAt = undefined;
    else {
      settledAt ??= clock.now();
      if (isEmpty(plan) && clock.now() - settledAt >= onTrial) return seen;
    }
    if (!isDeepStrictEqual(now, told)) tell({ type: "awaiting", progress: now });
    told = now;
  }
};

/** How long the tasks of one write may keep the next one waiting while they come to their networks. */
const longestJoin = seconds(10);

const isEmpty = (plan: Plan): boolean => plan.stages.length === 0;

/** A replacement may be written in two. */
const writesIn = ({ stages }: Plan): ReadonlySet<string> =>
  new Set(
    stages
      .flat()
      .flatMap(({ action, kind, name }) =>
        (action === "replace" ? ["remove", "create"] : [action]).map(
          (each) => `${each} ${kind} ${name}`,
        ),
      ),
  );

const servicesIn = (plan: Plan): readonly string[] =>
  plan.stages.flat().flatMap(({ kind, name }) => (kind === "service" ? name : []));

const rolesIn = (plan: Plan): readonly string[] =>
  plan.stages
    .flat()
    .flatMap((change) =>
      change.kind === "node" && change.action === "update" && change.seen.role !== change.spec.role
        ? change.name
        : [],
    );

/** To write a service anew while the swarm takes back what was written would only begin it all again. */
const isRollingBack = ({ services }: Snapshot, written: ReadonlySet<string>): boolean =>
  services.some(
    ({ spec, update }) => written.has(spec.name) && update?.state === "rollback_started",
  );

const contested = (plan: Plan): NotConverged =>
  new NotConverged(
    `after ${rounds} rounds there is still something to change: ${changesIn(plan).join(", ")}`,
    { hint: "someone else keeps changing the same things" },
  );
