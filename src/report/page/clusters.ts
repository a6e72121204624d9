import { h } from "preact";
import { attached } from "../../model/attachment.ts";
import type { ClusterTold, NodeTold } from "../../model/cluster-told.ts";
import { read } from "../../model/read.ts";
import { type RunTold, scenariosOf } from "../run/told.ts";
import { clusterSvg } from "./cluster-picture.ts";
import { picture } from "./picture.ts";
import { table } from "./table.ts";

/** Each cluster of the run, as it was told of last. */
export const clustersSection = async (run: RunTold) => {
  const clusters = clustersOf(run);
  if (clusters.length === 0) return null;
  const title = clusters.length === 1 ? "The cluster" : "The clusters";
  return h("section", { id: "clusters" }, [
    h("h2", null, title),
    ...(await Promise.all(clusters.map(clusterFigure))),
  ]);
};

/** By name the last one, in the order in which the names first appear. */
const clustersOf = (run: RunTold): readonly ClusterTold[] => {
  const told = scenariosOf(run)
    .flatMap(({ steps }) => steps)
    .flatMap(({ attachments }) => attachments)
    .filter(({ mediaType }) => mediaType === attached.cluster)
    .map(({ body }) => read<ClusterTold>(body))
    .filter((cluster) => cluster !== undefined);
  return [...new Map(told.map((cluster) => [cluster.name, cluster])).values()];
};

const clusterFigure = async (cluster: ClusterTold) =>
  h("div", { class: "cluster" }, [
    h("h3", null, cluster.name),
    h("figure", null, picture({ svg: await clusterSvg(cluster), label: inWords(cluster) })),
    h("details", null, [
      h("summary", null, "The same as a table"),
      table({ head, rows: cluster.nodes.map((node) => row(node, cluster)) }),
      h("p", null, clientsInWords(cluster)),
    ]),
  ]);

const head = ["Node", "Role", "State", "Public", "Private", "Tasks"];

const row = (node: NodeTold, { tasks }: ClusterTold): string[] => [
  node.name,
  node.leader ? `${node.role}, leader` : node.role,
  `${node.state}, ${node.availability}`,
  node.public,
  node.private,
  tasks
    .filter((task) => task.node === node.name)
    .map(({ service, state }) => (state === "running" ? service : `${service} (${state})`))
    .join(", "),
];

const clientsInWords = ({ clients, networks }: ClusterTold): string => {
  const each = clients.map(({ name, address }) => `${name} at ${address}`).join(", ");
  return `The public network is ${networks.public}, the private one ${networks.private}. Clients: ${each || "none"}.`;
};

const inWords = ({ name, nodes, clients, tasks }: ClusterTold): string =>
  `The cluster ${name}: ${nodes.length} nodes with ${tasks.length} tasks between a public and a private network, ${clients.length} clients on the public one. The table below says the same.`;
