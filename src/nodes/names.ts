import type Docker from "dockerode";
import { connect } from "../docker/connect.ts";
import { outputOf } from "../docker/exec.ts";
import type { Cluster, NodeAddress } from "../model/cluster.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { Unfound } from "../model/unfound.ts";
import { endpointOf } from "./answering.ts";

/** A task's container, as the engine of its node tells it. */
interface Runner {
  readonly id: string;
  readonly service: string;
  /** By network. */
  readonly addresses: ReadonlyMap<string, string>;
}

/**
 * The tasks that the swarm calls running, and that are not found as `tasks.SERVICE` from every node that has a
 * network of theirs.
 */
export const unfoundTasks = async (
  { nodes, credentials }: Cluster,
  { engine, seen }: { readonly engine: Docker; readonly seen: Snapshot },
): Promise<readonly Unfound[]> => {
  const running = new Set<string>(seen.tasks.filter(runs).map(({ id }) => id));
  const sites = await Promise.all(
    nodes.map(async (node) => {
      const own = await connect(endpointOf(node, credentials));
      return { node, own, runners: await runnersOn(own, running) };
    }),
  );
  const all = sites.flatMap(({ runners }) => runners);
  const unfound = await Promise.all(
    sites.map(async ({ node, own, runners }) => {
      const places = await Promise.all(
        placesOf(runners).map(async (runner) => ({
          runner,
          namespace: (await own.getContainer(runner.id).inspect()).NetworkSettings.SandboxKey,
        })),
      );
      return unfoundFrom(node, places, { all, engine });
    }),
  );
  return unfound.flat();
};

const runs = ({ state, desired }: Snapshot["tasks"][number]): boolean =>
  state === "running" && desired === "running";

const runnersOn = async (
  engine: Docker,
  running: ReadonlySet<string>,
): Promise<readonly Runner[]> => {
  const filters = { label: ["com.docker.swarm.task.id"] };
  return (await engine.listContainers({ filters }))
    .filter(({ Labels }) => running.has(Labels["com.docker.swarm.task.id"] ?? ""))
    .map(({ Id, Labels, NetworkSettings: { Networks } }) => ({
      id: Id,
      service: Labels["com.docker.swarm.service.name"] ?? "",
      addresses: new Map(
        Object.entries(Networks)
          .filter(([network, { IPAddress }]) => network !== "ingress" && IPAddress !== "")
          .map(([network, { IPAddress }]) => [network, IPAddress]),
      ),
    }));
};

/** From where names are looked up: for each network somebody on it, and if possible on no other. */
const placesOf = (runners: readonly Runner[]): readonly Runner[] => {
  const fewest = runners.toSorted((one, other) => one.addresses.size - other.addresses.size);
  const networks = new Set(runners.flatMap(({ addresses }) => [...addresses.keys()]));
  const chosen = [...networks].flatMap(
    (network) => fewest.find(({ addresses }) => addresses.has(network)) ?? [],
  );
  return [...new Set(chosen)];
};

interface Place {
  readonly runner: Runner;
  /** The path of its network namespace in the node. */
  readonly namespace: string;
}

// The engine passes a name that it does not know on to outer name servers, which may be deaf.
const lookup = `
while [ $# -gt 0 ]; do
  nsenter --net="$1" timeout 2 getent ahostsv4 "tasks.$2" | sed "s|^|$1 $2 |"
  shift 2
done`;

const unfoundFrom = async (
  { name, container }: NodeAddress,
  places: readonly Place[],
  { all, engine }: { readonly all: readonly Runner[]; readonly engine: Docker },
): Promise<readonly Unfound[]> => {
  const wanted = places.flatMap(({ runner: { addresses }, namespace }) =>
    all
      .map(({ service, addresses: those }) => ({
        ...{ service, namespace },
        addresses: [...those].flatMap(([network, one]) => (addresses.has(network) ? one : [])),
      }))
      .filter((one) => one.addresses.length > 0),
  );
  const asked = new Map(wanted.map((one) => [`${one.namespace} ${one.service}`, one]));
  const pairs = [...asked.values()].flatMap(({ namespace, service }) => [namespace, service]);
  const wrote = await outputOf(engine.getContainer(container), [
    ...["sh", "-c", lookup, "sh"],
    ...pairs,
  ]);
  const found = new Set(wrote.split("\n").map((line) => line.split(/\s+/).slice(0, 3).join(" ")));
  return wanted.flatMap(({ namespace, service, addresses }) =>
    addresses.some((address) => found.has(`${namespace} ${service} ${address}`))
      ? []
      : [{ service, address: addresses.join(" or "), node: name }],
  );
};
