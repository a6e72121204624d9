import type { ClusterTold, NodeTold, TaskTold } from "../../model/cluster-told.ts";

/** A cluster in Graphviz's language. Classes are for the page's style; dashes say what colour does not. */
export const clusterDot = (cluster: ClusterTold): string => {
  const { nodes, clients, networks } = cluster;
  return [
    "graph {",
    'graph [bgcolor="transparent", compound=true, nodesep=0.15, ranksep=0.45, fontname="sans-serif", fontsize=12]',
    'node [fontname="sans-serif", fontsize=11, shape=box, margin="0.1,0.04", height=0.28]',
    'edge [fontname="sans-serif", fontsize=10]',
    network("public", networks.public),
    network("private", networks.private),
    ...clients.flatMap(({ name, address }, index) => [
      `client${index} [class="client", shape=oval, label=${quoted(name, address)}]`,
      `client${index} -- public`,
    ]),
    ...nodes.flatMap((node, index) => nodeBox(node, { index, cluster })),
    "}",
  ].join("\n");
};

const network = (kind: "public" | "private", subnet: string): string =>
  `${kind} [class="network", style=rounded, width=4, label=${quoted(`${kind} network`, subnet)}]`;

interface Place {
  readonly index: number;
  readonly cluster: ClusterTold;
}

/** Tasks stand below one another, between the edges to the networks. */
const nodeBox = (node: NodeTold, { index, cluster }: Place): string[] => {
  const tasks = cluster.tasks.filter((task) => task.node === node.name);
  const ids = tasks.length === 0 ? [`empty${index}`] : tasks.map((_, i) => `task${index}_${i}`);
  const boxes =
    tasks.length === 0 ? [`empty${index} [shape=plain, label="no task"]`] : tasks.map(task(index));
  const isWell = node.state === "ready" && node.availability === "active";
  return [
    `subgraph cluster_${index} {`,
    `class="node-box"; label=${quoted(...titleOf(node))}; style=${isWell ? "solid" : "dashed"}`,
    ...boxes,
    ...(ids.length > 1 ? [`${ids.join(" -- ")} [style=invis, weight=100]`] : []),
    "}",
    `public -- ${ids[0]} [lhead=cluster_${index}, label=${quoted(node.public)}]`,
    `${ids.at(-1)} -- private [ltail=cluster_${index}, label=${quoted(node.private)}]`,
  ];
};

const titleOf = ({ name, role, leader, state, availability }: NodeTold): string[] => [
  name,
  leader ? `${role}, leader` : role,
  `${state}, ${availability}`,
];

const task =
  (index: number) =>
  ({ service, state }: TaskTold, i: number): string => {
    const isRunning = state === "running";
    const label = isRunning ? quoted(service) : quoted(service, state);
    return `task${index}_${i} [class="task", style=${isRunning ? "solid" : "dashed"}, label=${label}]`;
  };

/** Lines of text as Graphviz reads them. */
const quoted = (...lines: readonly string[]): string =>
  `"${lines.map((line) => line.replace(/["\\]/g, "\\$&")).join("\\n")}"`;
