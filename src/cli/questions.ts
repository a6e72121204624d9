import { type ClientAddress, type Cluster, relayPort } from "../model/cluster.ts";
import { BadInput } from "../model/errors.ts";
import type { Question, Sample } from "../model/sample.ts";
import type { ClusterSpec } from "../model/spec.ts";
import { askAll, headerCases, type Matrix, questions } from "../probe/matrix.ts";
import type { Via } from "../probe/visit.ts";

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
export const oncePerNode = (cluster: Cluster, spec: ClusterSpec): Question[] =>
  questions({ ...matrixOf(cluster, spec, [[]]), clients: cluster.clients.slice(0, 1) });

/** Asks through the clients' relays, each node at its own public address. */
export const asker =
  (cluster: Cluster, spec: ClusterSpec, options: Parameters<typeof askAll>[2] = {}) =>
  (asked: readonly Question[]): Promise<readonly Sample[]> =>
    askAll(asked, (question) => viaOf(question, cluster, spec), options);

export const matrixOf = (
  cluster: Cluster,
  spec: ClusterSpec,
  claims: Matrix["claims"],
): Matrix => ({
  nodes: cluster.nodes,
  tenants: spec.tenants,
  clients: cluster.clients,
  schemes: ["http", "https"],
  claims,
});

export const viaOf = (
  { node, client, scheme, host }: Question,
  cluster: Cluster,
  { proxy, tenants }: ClusterSpec,
): Via => {
  const address = cluster.nodes.find(({ name }) => name === node)?.public;
  const asking = cluster.clients.find(({ name }) => name === client);
  if (address === undefined || asking === undefined || proxy === undefined)
    throw new Error(`no way from ${client} to ${node}`);
  const isKnown = tenants.some((tenant) => tenant.host === host);
  const [known] = tenants;
  return {
    address,
    port: proxy[scheme],
    relay: relayOf(asking),
    ca: cluster.credentials.served.ca,
    // Nobody has a certificate for a host that no tenant has: the hello names one that somebody has.
    ...(!isKnown && known && { serverName: known.host }),
  };
};

/** Asked directly: through a published port each byte would pass one more process of the engine's. */
export const relayOf = ({ address }: ClientAddress) => ({ host: address, port: relayPort });
