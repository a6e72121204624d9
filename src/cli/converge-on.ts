import type { Puller } from "../docker/image.ts";
import type { Cluster } from "../model/cluster.ts";
import { NotConverged } from "../model/errors.ts";
import type { ClusterSpec } from "../model/spec.ts";
import { type LostNode, lostNodes, toldLost } from "../nodes/lost.ts";
import { converge } from "../run/converge.ts";
import { untilQuiet } from "../run/quiet.ts";
import { untilServed } from "../run/serving.ts";
import { clock } from "./clock.ts";
import { withFolders } from "./folders.ts";
import { swarmOf } from "./managers.ts";
import { timed } from "./timed.ts";
import { withReasons } from "./unpulled.ts";
import type { Workplace } from "./workplace.ts";

/** A cluster that is as its spec says; the spec is pinned. */
export interface Raised {
  readonly cluster: Cluster;
  readonly spec: ClusterSpec;
}

/** How to reconcile, where a user wants it otherwise. */
export interface Reconciling {
  /** Whether what is no longer declared goes; it does unless told. */
  readonly prune?: boolean;
  /** Whether the registry is asked for the digests of images; it is unless told. */
  readonly resolve?: "always" | "never";
}

interface Means extends Pick<Workplace, "tell" | "signal" | "engine" | "login"> {
  readonly manager?: Puller;
  readonly how?: Reconciling | undefined;
  /** Nodes that are known to answer nobody. */
  readonly lost?: readonly LostNode[];
}

/** Plans, applies and waits, through the manager that was asked last if there is one. */
export const convergeOn = async ({ cluster, spec }: Raised, means: Means): Promise<void> => {
  const { tell, signal, manager, login, engine, lost = [], how: { prune = true } = {} } = means;
  const swarm = withFolders(
    withReasons(await swarmOf(cluster, { login, signal, ...(manager && { manager }) }), {
      ...{ cluster, login },
    }),
    {
      engine,
      cluster,
      spec,
    },
  );
  await timed({ tell }, "services", () => converge(spec, { swarm, clock, tell, signal, prune }));
  if (spec.proxy === undefined) return;
  // Not loaded before somebody asks: what is applied without a proxy should not wait for it.
  const { asker, oncePerNode, quietDoors } = await import("./questions.ts");
  const asked = oncePerNode(cluster, spec).filter(({ node }) => !isLost(node, lost));
  await timed({ tell }, "every node answers for every tenant", () =>
    withLost({ engine, cluster }, () =>
      untilServed(asked, { ask: asker(cluster, spec), clock, signal }),
    ),
  );
  const doors = quietDoors(cluster, spec);
  if (doors.length === 0) return;
  await timed({ tell }, "drained nodes are quiet", () => untilQuiet(doors, { clock, signal }));
};

const isLost = (node: string, lost: readonly LostNode[]): boolean =>
  lost.some(({ name }) => name === node);

/** Who does not answer may have been lost meanwhile: then that is told too. */
const withLost = async (
  { engine, cluster }: Pick<Workplace, "engine"> & Pick<Raised, "cluster">,
  work: () => Promise<void>,
): Promise<void> => {
  try {
    await work();
  } catch (error) {
    const told = error instanceof NotConverged ? toldLost(await lostNodes(engine, cluster)) : [];
    if (!(error instanceof NotConverged) || told.length === 0) throw error;
    throw new NotConverged([...error.lines, ...told], { cause: error });
  }
};
