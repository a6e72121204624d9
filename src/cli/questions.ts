import { type ClientAddress, type Cluster, relayPort } from "../model/cluster.ts";
import { BadInput } from "../model/errors.ts";
import type { Question, Sample } from "../model/sample.ts";
import type { ClusterSpec } from "../model/spec.ts";
import { clientNames } from "../nodes/client.ts";
import type { Way } from "../probe/ask.ts";
import { knock } from "../probe/knock.ts";
import { askAll, headerCases, type Matrix, questions } from "../probe/matrix.ts";
import type { Door } from "../run/quiet.ts";

/** The spec of a cluster whose nodes can be asked for tenants. Throws BadInput where they cannot. */
export const askable = (spec: ClusterSpec): ClusterSpec => {
  if (spec.proxy === undefined || spec.tenants.length === 0)
    throw new BadInput(
      `the swarm "${spec.name}" has no ${spec.proxy === undefined ? "reverse proxy" : "tenants"}, so there is nothing to ask`,
      { hint: "swarmspec up brings it up all the same; docs/phrases.md says how to describe both" },
    );
  return spec;
};

/** Every node, tenant, client, scheme and header case of a cluster. */
export const wholeMatrix = (cluster: Cluster, spec: ClusterSpec): Question[] =>
  questions(matrixOf(cluster, spec, headerCases));

/** One plain request per node, tenant and scheme. */
export const oncePerNode = (cluster: Cluster, spec: ClusterSpec): Question[] => {
  const matrix = matrixOf(cluster, spec, [[]]);
  return questions({ ...matrix, clients: matrix.clients.slice(0, 1) });
};

/** Asks through the clients' relays, each node at its own public address. */
export const asker =
  (cluster: Cluster, spec: ClusterSpec, options: Parameters<typeof askAll>[2] = {}) =>
  (asked: readonly Question[]): Promise<readonly Sample[]> =>
    askAll(asked, (question) => wayOf(question, cluster, spec), options);

/**
 * What is described is asked, whether it is there or not: a node that is gone answers nothing. One that is described
 * as drained or paused has no proxy, or not one that follows: that is what was asked for.
 */
export const matrixOf = (
  cluster: Cluster,
  spec: ClusterSpec,
  claims: Matrix["claims"],
): Matrix => ({
  nodes: spec.nodes.filter(({ availability = "active" }) => availability === "active"),
  tenants: spec.tenants,
  clients: clientNames.map((name) => ({ name, address: "", ...clientOf(name, cluster) })),
  schemes: ["http", "https"],
  claims,
});

/** The proxy's ports on nodes that are described as drained: nothing is to listen there. */
export const quietDoors = (cluster: Cluster, { nodes, proxy }: ClusterSpec): readonly Door[] => {
  const drained = new Set(nodes.filter(isDrained).map(({ name }) => name));
  const [relay] = cluster.clients.slice(0, 1).map((client) => relayOf(client, cluster));
  if (proxy === undefined) return [];
  return cluster.nodes
    .filter(({ name }) => drained.has(name))
    .flatMap(({ name: node, public: address }) =>
      [proxy.http, proxy.https].map((port) => ({
        ...{ node, port },
        isOpen: async () => (await knock({ address, port, ...(relay && { relay }) })) === "open",
      })),
    );
};

const isDrained = ({ availability }: ClusterSpec["nodes"][number]): boolean =>
  availability === "drain";

export const wayOf = (
  { node, client, scheme, host }: Question,
  cluster: Cluster,
  { proxy, tenants }: ClusterSpec,
): Way => {
  const address = cluster.nodes.find(({ name }) => name === node)?.public;
  const asking = clientOf(client, cluster);
  if (proxy === undefined) throw new Error("a cluster without a proxy is not asked");
  if (address === undefined) return { missing: `${node} is not there` };
  if (asking === undefined) return { missing: `${client} is not there` };
  const isKnown = tenants.some((tenant) => tenant.host === host);
  const [known] = tenants;
  return {
    address,
    port: proxy[scheme],
    relay: relayOf(asking, cluster),
    ca: cluster.credentials.served.ca,
    // Nobody has a certificate for a host that no tenant has: the hello names one that somebody has.
    ...(!isKnown && known && { serverName: known.host }),
  };
};

const clientOf = (client: string, { clients }: Cluster): ClientAddress | undefined =>
  clients.find(({ name }) => name === client);

/** Asked directly: through a published port each byte would pass one more process of the engine's. */
export const relayOf = (
  { address }: ClientAddress,
  { credentials: { relay: login } }: Pick<Cluster, "credentials">,
) => ({ host: address, port: relayPort, login });
