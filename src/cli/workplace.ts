import type Docker from "dockerode";
import { connect } from "../docker/connect.ts";
import { type EngineInUse, existingEngine, useEngine, useStandingEngine } from "../host/engine.ts";
import type { HostEngine } from "../host/find-engine.ts";
import { type Login, loginFor } from "../host/registry-login.ts";
import { isAlive, thisRun } from "../host/run-id.ts";
import { BadInput, errorLines, SwarmspecError, Unreachable } from "../model/errors.ts";
import type { Listener } from "../model/event.ts";
import { type Remains, remains, sweep } from "../nodes/sweep.ts";
import type { Around } from "./around.ts";

/** An engine to work on, and who works. */
export interface Workplace {
  readonly host: HostEngine;
  readonly engine: Docker;
  readonly run: string;
  readonly tell: Listener;
  readonly signal: AbortSignal;
  /** Who the user is at an image's registry, if anybody. */
  readonly login: (image: string) => Promise<Login | undefined>;
}

/**
 * Works on this machine's engine, installing and starting one where there is none. What dead runs
 * left is removed first; at the end the engine is released, also when the work fails.
 */
export const atWork = async <T>(
  around: Around,
  tell: Listener,
  work: (place: Workplace) => Promise<T>,
): Promise<T> => {
  const place = await standingWorkplace(around, tell);
  return released(place, () => work(place));
};

/** A workplace for work that does not fit into one call: who asks for it has to release it. */
export interface StandingWorkplace extends Workplace {
  /** What this run has left on the engine until now. */
  ownClusters(): Promise<readonly Remains[]>;
  release(): Promise<void>;
}

/** Like atWork, for a test run whose scenarios come one by one. */
export const standingWorkplace = async (
  around: Around,
  tell: Listener,
): Promise<StandingWorkplace> => {
  const run = thisRun();
  const inUse = await asInput(() => useEngine({ ...around, run, tell }));
  const engine = await connected(inUse);
  await removeDead(engine, tell);
  return {
    ...{ host: inUse, engine, run, ...meansOf(around, tell) },
    ownClusters: async () => (await remains(engine)).filter((one) => one.run === run),
    release: () => inUse.release(),
  };
};

/** Cleans up on the engine that there is. Throws BadInput if there is none: then nothing can be left. */
export const cleaning = async <T>(
  around: Around,
  tell: Listener,
  work: (place: Workplace) => Promise<T>,
): Promise<T> => {
  const run = thisRun();
  const inUse = await asInput(() => useStandingEngine({ ...around, run, tell }));
  if (inUse === undefined) throw noEngine();
  return released(inUse, async () =>
    work({ host: inUse, engine: await connect(inUse.endpoint), run, ...meansOf(around, tell) }),
  );
};

/** Looks at the engine that is there. Throws BadInput if there is none: then there is no cluster either. */
export const visiting = async (around: Around, tell: Listener): Promise<Workplace> => {
  const host = await asInput(() => existingEngine(around));
  if (host === undefined) throw noEngine();
  const engine = await connect(host.endpoint);
  return { host, engine, run: thisRun(), ...meansOf(around, tell) };
};

const meansOf = (around: Around, tell: Listener): Pick<Workplace, "tell" | "signal" | "login"> => ({
  tell,
  signal: around.signal,
  login: (image) => loginFor(image, around),
});

/** Removes what runs left that live no more and did not keep it. Returns those that were removed. */
export const removeDead = async (engine: Docker, tell: Listener): Promise<readonly Remains[]> => {
  const found = new Set((await deadOn(engine)).map(({ run }) => run));
  if (found.size === 0) return [];
  // One of them may have kept its cluster and ended just after its marks were read: a dead run makes no more.
  const dead = (await deadOn(engine)).filter(({ run }) => found.has(run));
  for (const remaining of dead) tell({ type: "warned", message: await removal(engine, remaining) });
  return dead;
};

const deadOn = async (engine: Docker): Promise<readonly Remains[]> =>
  (await remains(engine)).filter(({ run, kept }) => !kept && isAlive(run) === false);

/** What came of it, in words: what cannot be removed now must not keep the living from their work. */
const removal = async (engine: Docker, remaining: Remains): Promise<string> => {
  try {
    const things = await sweep(engine, remaining);
    return `removed ${things} things that a dead run of "${remaining.cluster}" left`;
  } catch (error) {
    return `a dead run of "${remaining.cluster}" left what cannot be removed: ${errorLines(error).join("; ")}`;
  }
};

const connected = async (inUse: EngineInUse): Promise<Docker> => {
  try {
    return await connect(inUse.endpoint);
  } catch (error) {
    await inUse.release();
    throw error;
  }
};

const noEngine = (): BadInput =>
  new BadInput("no Docker engine runs on this machine, so no cluster does", {
    hint: "swarmspec up makes one",
  });

const released = async <T>(
  inUse: Pick<EngineInUse, "release">,
  work: () => Promise<T>,
): Promise<T> => {
  let result: T;
  try {
    result = await work();
  } catch (error) {
    await inUse.release().catch((trouble) => joined(error, trouble));
    throw error;
  }
  await inUse.release();
  return result;
};

/** An error in cleaning up is told with the one that it followed. */
export const joined = (error: unknown, trouble: unknown): never => {
  const [first, ...others] = errorLines(trouble);
  throw new SwarmspecError([...errorLines(error), `and while cleaning up: ${first}`, ...others], {
    cause: error,
  });
};

const asInput = async <T>(find: () => Promise<T>): Promise<T> => {
  try {
    return await find();
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    throw new BadInput(error.lines, {
      cause: error,
      ...(error.hint !== undefined && { hint: error.hint }),
    });
  }
};
