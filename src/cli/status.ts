import { describeEndpoint } from "../docker/connect.ts";
import type { Cluster } from "../model/cluster.ts";
import { errorLines } from "../model/errors.ts";
import { type Line, oneLine } from "../model/line.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { endpointOf } from "../nodes/answering.ts";
import { type LostNode, lostNodes, toldLost } from "../nodes/lost.ts";
import { standings } from "../plan/standing.ts";
import { tableOf } from "../report/table.ts";
import { type Around, print, printJson } from "./around.ts";
import { chosenCluster } from "./kept.ts";
import { swarmOf } from "./managers.ts";
import { visiting } from "./workplace.ts";

/** Says what is up, and where. */
export const status = async (
  around: Around,
  { cluster: name, json = false }: { cluster?: string; json?: boolean },
): Promise<number> => {
  const { engine } = await visiting(around, () => {});
  const cluster = await chosenCluster(engine, name);
  const lost = await lostNodes(engine, cluster);
  const seen = await observed(cluster, lost.length > 0);
  const facts = factsOf(cluster, seen instanceof Error ? nothing : seen, lost);
  for (const line of toldLost(lost)) print(around.stderr, oneLine(line));
  if (seen instanceof Error) {
    const [first, ...others] = errorLines(seen);
    print(around.stderr, oneLine(`the swarm cannot be read: ${first}`), ...others);
  }
  if (json) printJson(around.stdout, facts);
  else print(around.stdout, ...tables(facts));
  return seen instanceof Error ? 1 : 0;
};

/** Without a quorum the nodes and their addresses are worth knowing all the more. */
const observed = async (cluster: Cluster, inDoubt: boolean): Promise<Snapshot | Error> => {
  try {
    return await (await swarmOf(cluster, { inDoubt })).observe();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
};

const nothing: Snapshot = {
  ...{ nodes: [], networks: [], configs: [], secrets: [], services: [], tasks: [] },
};

export const factsOf = (cluster: Cluster, seen: Snapshot, lost: readonly LostNode[] = []) => ({
  cluster: cluster.name,
  nodes: cluster.nodes.map((node) => {
    const known = seen.nodes.find(({ name, state }) => name === node.name && state === "ready");
    const { role, leader, state, availability } =
      known ?? seen.nodes.find(({ name }) => name === node.name) ?? unknownNode;
    const isLost = lost.some(({ name }) => name === node.name);
    return {
      name: node.name,
      role,
      leader: leader && !isLost,
      // Its swarm calls it ready for some time yet.
      state: isLost ? "down" : state,
      availability,
      engine: describeEndpoint(endpointOf(node, cluster.credentials)),
      public: node.public,
      private: node.private,
    };
  }),
  networks: seen.networks
    .filter(({ owner }) => owner === cluster.name)
    .map(({ name, driver, ipam }) => ({ name, driver, subnet: ipam.subnets[0] ?? null })),
  services: standings(without(seen, lost)),
  tenants: [...seen.secrets, ...seen.configs]
    .filter(({ owner, name }) => owner === cluster.name && usedIn(seen).has(name))
    .flatMap(({ tenant }) => tenant ?? []),
});

/** A tenant that is gone has a certificate left as long as a rollback of the proxy could want it. */
const usedIn = ({ services }: Snapshot): ReadonlySet<string> =>
  new Set(
    services.flatMap(({ spec }) => [...spec.configs, ...spec.secrets].map(({ name }) => name)),
  );

/** What a node that is lost ran, it runs no more, though its swarm still says so. */
const without = (seen: Snapshot, lost: readonly LostNode[]): Snapshot => ({
  ...seen,
  nodes: seen.nodes.map((node) =>
    lost.some(({ name }) => name === node.name) ? { ...node, state: "down" as const } : node,
  ),
});

const unknownNode = { role: null, leader: false, state: "unknown", availability: null };

export type Facts = ReturnType<typeof factsOf>;

/** The facts for people. */
export const tables = ({ cluster, nodes, services, tenants }: Facts): readonly Line[] => [
  oneLine(`swarm "${cluster}"`),
  oneLine(""),
  ...tableOf(
    ["node", "role", "state", "public", "private"],
    nodes.map((node) => [
      node.name,
      `${node.role ?? "-"}${node.leader ? ", leader" : ""}`,
      node.availability === "drain" ? `${node.state}, drained` : node.state,
      node.public,
      node.private,
    ]),
  ),
  oneLine(""),
  ...tableOf(
    ["service", "mode", "running", "image"],
    services.map(({ name, mode, wanted, running, image }) => [
      name,
      mode,
      `${running}/${wanted}`,
      image.replace(/@sha256:([0-9a-f]{12}).*$/, "@$1"),
    ]),
  ),
  oneLine(""),
  ...tableOf(
    ["tenant", "host"],
    tenants.map(({ name, host }) => [name, host]),
  ),
];
