import type Docker from "dockerode";
import { isAlive, processOf, thisRun } from "../host/run-id.ts";
import type { Cluster } from "../model/cluster.ts";
import { NotConverged } from "../model/errors.ts";
import type { Listener } from "../model/event.ts";
import { milliseconds } from "../model/units.ts";
import { freeLock, type Holder, takeLock } from "../nodes/cluster-lock.ts";
import type { Clock } from "../run/converge.ts";

interface Turn {
  readonly engine: Docker;
  readonly cluster: Pick<Cluster, "name" | "run">;
  readonly clock: Clock;
  readonly tell: Listener;
  readonly signal: AbortSignal;
  /** Whether another one's end is waited for; without it that is an error. */
  readonly wait?: boolean | undefined;
  /** Who asks; this process unless told. */
  readonly me?: Holder;
  /** Whether a holder still lives; undefined where that cannot be known. */
  readonly lives?: (run: string) => boolean | undefined;
}

const poll = milliseconds(500);

/**
 * Does work that changes a cluster while nobody else does: two who want different things would undo one another's.
 * Throws NotConverged with who is at it, and since when. What a dead one left is taken over.
 */
export const alone = async <T>(turn: Turn, work: () => Promise<T>): Promise<T> => {
  const { engine, cluster, clock, signal } = turn;
  const owner = { cluster: cluster.name, run: cluster.run };
  const me = turn.me ?? { run: thisRun(), since: new Date().toISOString() };
  const lives = turn.lives ?? isAlive;
  let told = "";
  for (;;) {
    const holder = await takeLock(engine, owner, me);
    if (holder.run === me.run && holder.since === me.since) break;
    if (lives(holder.run) === false) {
      await freeLock(engine, owner);
      continue;
    }
    if (turn.wait !== true) throw held(cluster, holder, lives(holder.run));
    if (told !== holder.run) turn.tell({ type: "did", what: `wait: ${saying(cluster, holder)}` });
    told = holder.run;
    await clock.sleep(poll, signal);
  }
  try {
    return await work();
  } finally {
    await freeLock(engine, owner);
  }
};

const saying = ({ name }: Turn["cluster"], { run, since }: Holder): string =>
  `process ${processOf(run)} has been changing the swarm "${name}" since ${since}`;

const held = (cluster: Turn["cluster"], holder: Holder, alive: boolean | undefined): NotConverged =>
  new NotConverged(saying(cluster, holder), {
    hint:
      alive === true
        ? "--wait waits until it is done"
        : "--wait waits until it is done; whether it still runs cannot be told from here",
  });
