import { rmSync } from "node:fs";
import { BadInput } from "../model/errors.ts";
import { type Remains, remains, sweep } from "../nodes/sweep.ts";
import { type Around, print } from "./around.ts";
import { describedCluster } from "./cluster-file.ts";
import { certificateFolder } from "./env.ts";
import { progressOn } from "./progress.ts";
import { cleaning, removeDead } from "./workplace.ts";

/** Removes kept clusters: the described one, the named one, or all if none is meant. */
export const down = async (
  paths: readonly string[],
  around: Around,
  { cluster }: { cluster?: string },
): Promise<number> => {
  const name = cluster ?? (paths.length > 0 ? describedCluster(paths, around).name : undefined);
  return cleaning(around, progressOn(around.stderr), async ({ engine }) => {
    const kept = (await remains(engine)).filter((one) => one.kept);
    const meant = kept.filter((one) => name === undefined || one.cluster === name);
    if (name !== undefined && meant.length === 0) throw notUp(name, kept);
    for (const one of meant) {
      const things = await sweep(engine, one);
      rmSync(certificateFolder({ name: one.cluster, run: one.run }), {
        recursive: true,
        force: true,
      });
      print(
        around.stderr,
        `"${one.cluster}" is down: ${things} containers, networks and volumes removed.`,
      );
    }
    if (meant.length === 0) print(around.stderr, "No cluster is up.");
    return 0;
  });
};

/** Removes what dead runs left, and stops a private engine that nothing runs on. */
export const gc = (around: Around): Promise<number> =>
  cleaning(around, progressOn(around.stderr), async ({ engine, tell }) => {
    const dead = await removeDead(engine, tell);
    if (dead.length === 0) print(around.stderr, "Dead runs left nothing.");
    return 0;
  });

const notUp = (name: string, kept: readonly Remains[]): BadInput =>
  new BadInput(`the cluster "${name}" is not up`, {
    hint:
      kept.length === 0 ? "none is" : `up are: ${kept.map(({ cluster }) => cluster).join(", ")}`,
  });
