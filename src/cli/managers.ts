import type Docker from "dockerode";
import { connect } from "../docker/connect.ts";
import type { Puller } from "../docker/image.ts";
import type { Cluster, NodeAddress } from "../model/cluster.ts";
import { Unreachable } from "../model/errors.ts";
import { endpointOf } from "../nodes/answering.ts";

/** The first manager of a cluster that answers and knows its swarm. Throws Unreachable if none does. */
export const anyManager = async (cluster: Cluster): Promise<Puller> => {
  try {
    return await Promise.any(cluster.nodes.map((node) => managing(cluster, node)));
  } catch (cause) {
    const names = cluster.nodes.map(({ name }) => name).join(", ");
    throw new Unreachable(`no manager of the swarm "${cluster.name}" answers, of ${names}`, {
      cause,
      hint: "swarmspec up starts what has stopped",
    });
  }
};

export const engineOf = (cluster: Cluster, node: NodeAddress): Promise<Docker> =>
  connect(endpointOf(node, cluster.credentials), 5000);

const managing = async (cluster: Cluster, node: NodeAddress): Promise<Puller> => {
  const engine = await engineOf(cluster, node);
  const { Swarm } = await engine.info();
  if (Swarm?.ControlAvailable !== true) throw new Unreachable(`${node.name} is not a manager`);
  return { node: node.name, engine };
};
