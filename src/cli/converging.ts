import type { Puller } from "../docker/image.ts";
import type { Cluster } from "../model/cluster.ts";
import { concealing, discreetly } from "../model/concealed.ts";
import { NotConverged } from "../model/errors.ts";
import { oneLine } from "../model/line.ts";
import type { ClusterSpec } from "../model/spec.ts";
import { type LostNode, lostNodes, toldLost } from "../nodes/lost.ts";
import { diff } from "../plan/diff.ts";
import { planJson, render } from "../plan/render.ts";
import { coloured } from "../report/paint.ts";
import { unlessAborted } from "../run/unless-aborted.ts";
import { type Around, hasColours, print, printJson } from "./around.ts";
import { type Bare, describedCluster, type Showing } from "./cluster-file.ts";
import { convergeOn, type Raised, type Reconciling } from "./converge-on.ts";
import { filledUp, toBePushed } from "./filling.ts";
import { chosenCluster } from "./kept.ts";
import { anyManager, swarmOf } from "./managers.ts";
import { pinned } from "./pins.ts";
import { progressOn } from "./progress.ts";
import { visiting, type Workplace } from "./workplace.ts";

/** Prints what apply would do, and why; 3 if that is anything. */
export const plan = async (
  paths: readonly string[],
  around: Around,
  { json = false, prune = true, ...wish }: Wish & { readonly json?: boolean } = {},
): Promise<number> => {
  const { cluster, spec, manager, login, lost } = await standing(paths, around, wish, toBePushed);
  const planned = await discreetly(concealing(spec.outside?.values), async () =>
    diff(spec, await (await swarmOf(cluster, { manager, login })).observe(), { prune }),
  );
  if (json) printJson(around.stdout, planJson(planned));
  else
    print(
      around.stdout,
      ...render(planned, hasColours(around.stdout, around) ? coloured : undefined),
    );
  return planned.stages.length === 0 && lost.length === 0 ? 0 : 3;
};

/** Converges a swarm that is up. */
export const apply = async (
  paths: readonly string[],
  around: Around,
  wish: Wish = {},
): Promise<number> => {
  const { cluster, spec, lost, ...means } = await standing(paths, around, wish, filledUp);
  const tell = progressOn(around.stderr, around);
  await convergeOn({ cluster, spec }, { ...means, tell, how: wish, lost });
  if (lost.length > 0) throw new NotConverged(toldLost(lost));
  return 0;
};

type Wish = Bare & Reconciling & Showing;

interface Standing extends Raised, Pick<Workplace, "engine" | "login" | "signal"> {
  readonly manager: Puller;
  /** Described nodes that are known to do nothing. */
  readonly lost: readonly LostNode[];
}

/** The described cluster, which is up already, its pinned spec, and the manager that was asked for digests. */
const standing = async (
  paths: readonly string[],
  around: Around,
  { resolve, ...wish }: Wish,
  pushing: (
    spec: ClusterSpec,
    cluster: Cluster,
    place: Workplace,
  ) => Promise<ReadonlyMap<string, string>>,
): Promise<Standing> => {
  const described = await describedCluster(paths, around, wish);
  const place = await visiting(around, progressOn(around.stderr, around));
  const { engine, login, signal } = place;
  const cluster = await chosenCluster(engine, described.name);
  const lost = (await lostNodes(engine, cluster)).filter(({ name }) =>
    described.nodes.some((node) => node.name === name),
  );
  for (const line of toldLost(lost)) print(around.stderr, oneLine(line));
  const manager = await anyManager(cluster, signal, { inDoubt: lost.length > 0 });
  const { credentials } = cluster;
  const spec = await unlessAborted(
    async () =>
      pinned(described, {
        ...{ puller: manager, credentials, login, resolve },
        pushed: await pushing(described, cluster, place),
      }),
    signal,
  );
  return { cluster, spec, manager, engine, login, signal, lost };
};
