import type Docker from "dockerode";
import type { Snapshot } from "../model/snapshot.ts";
import { fromWireFile, fromWireNetwork, fromWireNode } from "./wire-read.ts";
import { fromWireService, namesOf, unnamedIn } from "./wire-seen-service.ts";
import { fromWireTask } from "./wire-task.ts";
import type { WireNetwork, WireNode, WireService, WireStoredFile, WireTask } from "./wire-types.ts";

/**
 * Reads a swarm through one of its managers in six list calls, whatever its size. Networks that no list names, the
 * swarm's own `host` and the like, are asked for by their ids, where a service without tasks is on one.
 */
export const observe = async (manager: Docker): Promise<Snapshot> => {
  const [nodes, networks, configs, secrets, services, tasks] = await Promise.all([
    manager.listNodes() as Promise<WireNode[]>,
    manager.listNetworks({ filters: { scope: ["swarm"] } }) as Promise<WireNetwork[]>,
    manager.listConfigs() as Promise<WireStoredFile[]>,
    manager.listSecrets() as Promise<WireStoredFile[]>,
    manager.listServices() as Promise<WireService[]>,
    manager.listTasks() as Promise<WireTask[]>,
  ]);
  const known = namesOf(networks, tasks);
  const own = unnamedIn(services, known).map((id) => manager.getNetwork(id).inspect());
  const told = (await Promise.allSettled(own)) as PromiseSettledResult<WireNetwork>[];
  const names = namesOf(
    [...networks, ...told.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []))],
    tasks,
  );
  const byId = new Map(services.map((service) => [service.ID, service]));
  return {
    nodes: nodes.map(fromWireNode),
    networks: networks.map(fromWireNetwork),
    configs: configs.map(fromWireFile),
    secrets: secrets.map(fromWireFile),
    services: services.map((service) => fromWireService(service, names)),
    tasks: tasks.map((task) => fromWireTask(task, byId.get(task.ServiceID ?? ""))),
  };
};
