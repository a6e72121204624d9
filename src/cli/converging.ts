import type { Puller } from "../docker/image.ts";
import { diff } from "../plan/diff.ts";
import { planJson, render } from "../plan/render.ts";
import { type Around, print, printJson } from "./around.ts";
import { describedCluster } from "./cluster-file.ts";
import { convergeOn, type Raised } from "./converge-on.ts";
import { chosenCluster } from "./kept.ts";
import { anyManager, swarmOf } from "./managers.ts";
import { pinned } from "./pins.ts";
import { progressOn } from "./progress.ts";
import { visiting } from "./workplace.ts";

/** Prints what apply would do, and why; 3 if that is anything. */
export const plan = async (
  paths: readonly string[],
  around: Around,
  { json = false } = {},
): Promise<number> => {
  const { cluster, spec, manager } = await standing(paths, around);
  const planned = diff(spec, await (await swarmOf(cluster, manager)).observe());
  if (json) printJson(around.stdout, planJson(planned));
  else print(around.stdout, ...render(planned));
  return planned.stages.length === 0 ? 0 : 3;
};

/** Converges a swarm that is up. */
export const apply = async (paths: readonly string[], around: Around): Promise<number> => {
  const { manager, ...raised } = await standing(paths, around);
  const tell = progressOn(around.stderr);
  await convergeOn(raised, { tell, signal: around.signal, manager });
  return 0;
};

/** The described cluster, which is up already, its pinned spec, and the manager that was asked for digests. */
const standing = async (
  paths: readonly string[],
  around: Around,
): Promise<Raised & { readonly manager: Puller }> => {
  const spec = describedCluster(paths, around);
  const { engine } = await visiting(around, () => {});
  const cluster = await chosenCluster(engine, spec.name);
  const manager = await anyManager(cluster);
  const { credentials } = cluster;
  return { cluster, spec: await pinned(spec, { puller: manager, credentials }), manager };
};
