import type Docker from "dockerode";
import type { Cluster } from "../model/cluster.ts";
import type { ClusterTold } from "../model/cluster-told.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { nameIn } from "../nodes/site.ts";

/** A cluster as its swarm and the engine of its containers know it now. */
export const toldCluster = async (
  engine: Docker,
  cluster: Cluster,
  seen: Snapshot,
): Promise<ClusterTold> => ({
  name: cluster.name,
  nodes: seen.nodes.map(({ name, role, leader, state, availability }) => {
    const address = cluster.nodes.find((node) => node.name === name);
    const [on, off] = [address?.public ?? "", address?.private ?? ""];
    return { name, role, leader, state, availability, public: on, private: off };
  }),
  clients: cluster.clients.map(({ name, address }) => ({ name, address })),
  networks: {
    public: await subnetOf(engine, cluster, "public"),
    private: await subnetOf(engine, cluster, "private"),
  },
  tasks: tasksIn(seen),
});

const subnetOf = async (engine: Docker, { name, run }: Cluster, which: string): Promise<string> => {
  const { IPAM } = await engine.getNetwork(nameIn({ cluster: name, run }, which)).inspect();
  return IPAM?.Config?.[0]?.Subnet ?? "";
};

/** Those that are meant to run: the swarm remembers many more. */
const tasksIn = ({ tasks, services, nodes }: Snapshot): ClusterTold["tasks"] =>
  tasks
    .filter(({ desired, node }) => desired === "running" && node !== undefined)
    .map((task) => ({
      service: services.find(({ id }) => id === task.service)?.spec.name ?? "",
      node: nodes.find(({ id }) => id === task.node)?.name ?? "",
      state: task.state,
    }));
