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
import { alone } from "./alone.ts";
import { type Around, hasColours, print, printJson } from "./around.ts";
import { clock } from "./clock.ts";
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
  const located = await locate(paths, around, wish);
  const { cluster, spec, manager, login, lost } = await standing(located, around, {
    ...{ wish, pushing: toBePushed },
  });
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

/** Converges a swarm that is up, while nobody else changes it. */
export const apply = async (
  paths: readonly string[],
  around: Around,
  wish: Wish & Waiting = {},
): Promise<number> => {
  const located = await locate(paths, around, wish);
  const { cluster, place } = located;
  const { engine, tell, signal } = place;
  return alone({ engine, cluster, clock, tell, signal, wait: wish.wait }, async () => {
    const { spec, lost, ...means } = await standing(located, around, { wish, pushing: filledUp });
    await convergeOn({ cluster, spec }, { ...means, tell, how: wish, lost });
    if (lost.length > 0) throw new NotConverged(toldLost(lost));
    return 0;
  });
};

/** Whether another one who changes the cluster is waited for. */
export interface Waiting {
  readonly wait?: boolean;
}

type Wish = Bare & Reconciling & Showing;

interface Standing extends Raised, Pick<Workplace, "engine" | "login" | "signal"> {
  readonly manager: Puller;
  /** Described nodes that are known to do nothing. */
  readonly lost: readonly LostNode[];
}

interface Located {
  readonly described: ClusterSpec;
  readonly place: Workplace;
  readonly cluster: Cluster;
}

const locate = async (paths: readonly string[], around: Around, wish: Wish): Promise<Located> => {
  const described = await describedCluster(paths, around, wish);
  const place = await visiting(around, progressOn(around.stderr, around));
  return { described, place, cluster: await chosenCluster(place.engine, described.name) };
};

interface Means {
  readonly wish: Wish;
  /** What becomes of images that the registry was not made to hold: their digests, or what is told instead. */
  readonly pushing: (
    spec: ClusterSpec,
    cluster: Cluster,
    place: Workplace,
  ) => Promise<ReadonlyMap<string, string>>;
}

/** The described cluster, which is up already, its pinned spec, and the manager that was asked for digests. */
const standing = async (
  { described, place, cluster }: Located,
  around: Around,
  { wish: { resolve }, pushing }: Means,
): Promise<Standing> => {
  const { engine, login, signal } = place;
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
