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
  const { cluster, spec } = await standing(paths, around);
  const planned = diff(spec, await (await swarmOf(cluster)).observe());
  if (json) printJson(around.stdout, planJson(planned));
  else print(around.stdout, ...render(planned));
  return planned.stages.length === 0 ? 0 : 3;
};

/** Converges a swarm that is up. */
export const apply = async (paths: readonly string[], around: Around): Promise<number> => {
  const raised = await standing(paths, around);
  await convergeOn(raised, { tell: progressOn(around.stderr), signal: around.signal });
  return 0;
};

/** The described cluster, which is up already, and its pinned spec. */
const standing = async (paths: readonly string[], around: Around): Promise<Raised> => {
  const spec = describedCluster(paths, around);
  const { engine } = await visiting(around, () => {});
  const cluster = await chosenCluster(engine, spec.name);
  const puller = await anyManager(cluster);
  return { cluster, spec: await pinned(spec, { puller, credentials: cluster.credentials }) };
};
