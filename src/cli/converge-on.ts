import type { Puller } from "../docker/image.ts";
import type { Cluster } from "../model/cluster.ts";
import type { ClusterSpec } from "../model/spec.ts";
import { converge } from "../run/converge.ts";
import { untilServed } from "../run/serving.ts";
import { clock } from "./clock.ts";
import { swarmOf } from "./managers.ts";
import { asker, oncePerNode } from "./questions.ts";
import { timed } from "./timed.ts";
import type { Workplace } from "./workplace.ts";

/** A cluster that is as its spec says; the spec is pinned. */
export interface Raised {
  readonly cluster: Cluster;
  readonly spec: ClusterSpec;
}

/** Plans, applies and waits, through the manager that was asked last if there is one. */
export const convergeOn = async (
  { cluster, spec }: Raised,
  { tell, signal, manager }: Pick<Workplace, "tell" | "signal"> & { readonly manager?: Puller },
): Promise<void> => {
  const swarm = await swarmOf(cluster, manager);
  await timed({ tell }, "services", () => converge(spec, { swarm, clock, tell, signal }));
  if (spec.proxy === undefined) return;
  await timed({ tell }, "every node answers for every tenant", () =>
    untilServed(oncePerNode(cluster, spec), { ask: asker(cluster, spec), clock, signal }),
  );
};
