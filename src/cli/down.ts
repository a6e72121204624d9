import { rmSync } from "node:fs";
import { BadInput } from "../model/errors.ts";
import { type Remains, remains, sweep } from "../nodes/sweep.ts";
import { type Around, print } from "./around.ts";
import { describedCluster } from "./cluster-file.ts";
import { certificateFolder } from "./env.ts";
import { progressOn } from "./progress.ts";
import { cleaning, removeDead } from "./workplace.ts";

/** Removes a kept cluster: the described one, the named one, or the only one. */
export const down = async (
  paths: readonly string[],
  around: Around,
  { cluster }: { cluster?: string },
): Promise<number> => {
  const name = cluster ?? (paths.length > 0 ? describedCluster(paths, around).name : undefined);
  return cleaning(around, progressOn(around.stderr), async ({ engine }) => {
    for (const one of meant(
      (await remains(engine)).filter(({ kept }) => kept),
      name,
    )) {
      const things = await sweep(engine, one);
      const folder = certificateFolder({ name: one.cluster, run: one.run }, around);
      rmSync(folder, { recursive: true, force: true });
      print(
        around.stderr,
        `"${one.cluster}" is down: ${things} containers, networks and volumes removed.`,
      );
    }
    return 0;
  });
};

/** On a shared engine others keep clusters too: without a name, one that stands alone can be meant. */
const meant = (kept: readonly Remains[], name: string | undefined): readonly Remains[] => {
  const fitting = kept.filter(({ cluster }) => name === undefined || cluster === name);
  if (fitting.length === 0) throw notUp(name, kept);
  if (name === undefined && fitting.length > 1)
    throw new BadInput(`several clusters are up: ${namesOf(fitting)}`, {
      hint: "choose one with --cluster NAME",
    });
  return fitting;
};

/** Removes what dead runs left, and stops a private engine that nothing runs on. */
export const gc = (around: Around): Promise<number> =>
  cleaning(around, progressOn(around.stderr), async ({ engine, tell }) => {
    const dead = await removeDead(engine, tell);
    if (dead.length === 0) print(around.stderr, "Dead runs left nothing.");
    return 0;
  });

const notUp = (name: string | undefined, kept: readonly Remains[]): BadInput =>
  new BadInput(name === undefined ? "no cluster is up" : `the cluster "${name}" is not up`, {
    hint: kept.length === 0 ? "swarmspec up FEATURE brings one up" : `up are: ${namesOf(kept)}`,
  });

const namesOf = (kept: readonly Remains[]): string => kept.map(({ cluster }) => cluster).join(", ");
