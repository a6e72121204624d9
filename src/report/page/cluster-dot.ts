import type { ClusterTold, NodeTold, TaskTold } from "../../model/cluster-told.ts";

/** A cluster in Graphviz's language. Classes are for the page's style; dashes say what colour does not. */
export const clusterDot = (cluster: ClusterTold): string => {
  const { nodes, clients, networks } = cluster;
  return [
    "graph {",
    // Browsers draw the text at 11 and 12 points: what they take for this font may be wider than Graphviz thinks.
    'graph [bgcolor="transparent", compound=true, newrank=true, nodesep=0.3, ranksep=0.14, fontname="Helvetica", fontsize=14]',
    'node [fontname="Helvetica", fontsize=13, shape=box, margin="0.1,0.04", height=0.28]',
    network("public", networks.public),
    network("private", networks.private),
    ...clients.flatMap(({ name, address }, index) => [
      `client${index} [class="client", shape=oval, label=${quoted(name, address)}]`,
      `client${index} -- public [minlen=3]`,
    ]),
    ...nodes.flatMap((node, index) => nodeBox(node, { index, cluster })),
    sideBySide(nodes.map((_, index) => firstOf(index))),
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
  const ids = tasks.length === 0 ? [firstOf(index)] : tasks.map((_, i) => taskId(index, i));
  const boxes =
    tasks.length === 0
      ? [`${firstOf(index)} [shape=plain, label="no task"]`]
      : tasks.map(task(index));
  const isWell = node.state === "ready" && node.availability === "active";
  return [
    `subgraph cluster_${index} {`,
    `class="node-box"; margin=12; label=${quoted(...titleOf(node))}; style=${isWell ? "solid" : "dashed"}`,
    ...boxes,
    ...(ids.length > 1 ? [`${ids.join(" -- ")} [style=invis, weight=100]`] : []),
    "}",
    `public -- ${ids[0]} [lhead=cluster_${index}, minlen=6]`,
    `${ids.at(-1)} -- private [ltail=cluster_${index}, minlen=3]`,
  ];
};

const titleOf = (node: NodeTold): string[] => [
  node.name,
  node.leader ? `${node.role}, leader` : node.role,
  `${node.state}, ${node.availability}`,
  node.public,
  node.private,
];

const taskId = (index: number, task: number): string => `task${index}_${task}`;

/** What stands at the top of each node, a task or none. */
const firstOf = (index: number): string => taskId(index, 0);

/** Invisible edges keep nodes in their own order, from left to right. */
const sideBySide = (ids: readonly string[]): string =>
  `{rank=same; ${ids.join(" -- ")}${ids.length > 1 ? " [style=invis]" : ""}}`;

const task =
  (index: number) =>
  ({ service, state }: TaskTold, i: number): string => {
    const isRunning = state === "running";
    const label = isRunning ? quoted(service) : quoted(service, state);
    return `${taskId(index, i)} [class="task", style=${isRunning ? "solid" : "dashed"}, label=${label}]`;
  };

/** Lines of text as Graphviz reads them. */
const quoted = (...lines: readonly string[]): string =>
  `"${lines.map((line) => line.replace(/["\\]/g, "\\$&")).join("\\n")}"`;
