import { pull } from "../docker/image.ts";
import type { Cluster } from "../model/cluster.ts";
import { SwarmspecError } from "../model/errors.ts";
import type { SeenTask, Snapshot } from "../model/snapshot.ts";
import type { Swarm } from "../run/converge.ts";
import { engineOf } from "./managers.ts";
import type { Workplace } from "./workplace.ts";

interface Site extends Pick<Workplace, "login"> {
  readonly cluster: Cluster;
}

/** The same swarm, whose nodes are asked why they do not get an image: they are ours, and know more than it says. */
export const withReasons = (swarm: Swarm, site: Site): Swarm => ({
  ...swarm,
  unpulled: async (task) => {
    const seen = await swarm.observe();
    const rejected = seen.tasks.find(({ id }) => id === task);
    return rejected === undefined ? [] : whyNot(rejected, seen, site);
  },
});

/** Asked to pull it once more, the node's engine says why it cannot. */
const whyNot = async (
  { node: id, service }: SeenTask,
  { nodes, services }: Snapshot,
  { cluster, login }: Site,
): Promise<readonly string[]> => {
  const name = nodes.find((node) => node.id === id)?.name;
  const address = cluster.nodes.find((node) => node.name === name);
  const image = services.find((one) => one.id === service)?.spec.image;
  if (address === undefined || image === undefined) return [];
  const engine = await engineOf(cluster, address);
  try {
    await pull(image, { node: address.name, engine }, await login(image));
    return [];
  } catch (error) {
    if (!(error instanceof SwarmspecError)) throw error;
    return [...error.lines, ...(error.hint === undefined ? [] : [`  ${error.hint}`])];
  }
};
