import { BadInput } from "../model/errors.ts";
import type { Listener } from "../model/event.ts";
import { oneLine } from "../model/line.ts";
import { beginDown, type Remains, sweep } from "../nodes/sweep.ts";
import { type Around, print } from "./around.ts";
import { type Bare, describedCluster } from "./cluster-file.ts";
import { removeCertificates } from "./env.ts";
import { meantClusters } from "./kept.ts";
import { progressOn } from "./progress.ts";
import { cleaning, removeDead, type Workplace } from "./workplace.ts";

/** Removes a kept cluster: the described one, the named one, or the only one. */
export const down = async (
  paths: readonly string[],
  around: Around,
  { cluster, ...bare }: Bare & { readonly cluster?: string },
): Promise<number> => {
  const name =
    cluster ??
    bare.name ??
    (paths.length > 0 ? (await describedCluster(paths, around)).name : undefined);
  return cleaning(around, progressOn(around.stderr, around), async ({ engine, tell, signal }) => {
    for (const one of await meantClusters(engine, name)) {
      const things = await swept(one, { engine, tell, signal });
      forget(one, { around, tell });
      print(
        around.stderr,
        oneLine(`"${one.cluster}" is down: ${things} containers, networks and volumes removed.`),
      );
    }
    return 0;
  });
};

/** Interrupted, it ends as soon as what is being removed is gone, and says what that comes to. */
const swept = async (
  one: Remains,
  { engine, tell, signal }: Pick<Workplace, "engine" | "tell" | "signal">,
): Promise<number> => {
  await beginDown(engine, one);
  try {
    return await sweep(engine, one, { retries: 50, minTimeout: 100, signal });
  } catch (error) {
    const message = `"${one.cluster}" is neither up nor gone: swarmspec down finishes it, and so does up`;
    tell({ type: "warned", message });
    throw error;
  }
};

/** Where others have their hands in, we have put no certificates: that is to be told, and no reason to leave off. */
const forget = (
  { cluster, run }: Remains,
  { around, tell }: { readonly around: Around; readonly tell: Listener },
): void => {
  try {
    removeCertificates({ name: cluster, run }, around);
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    tell({ type: "warned", message: error.message });
  }
};

/** Removes what dead runs left, and stops a private engine that nothing runs on. */
export const gc = (around: Around): Promise<number> =>
  cleaning(around, progressOn(around.stderr, around), async ({ engine, tell }) => {
    const dead = await removeDead(engine, tell);
    if (dead.length === 0) print(around.stderr, oneLine("Dead runs left nothing."));
    return 0;
  });
