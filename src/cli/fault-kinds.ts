import type Docker from "dockerode";
import { cutNetwork } from "../fault/cut-network.ts";
import { drainNode } from "../fault/drain-node.ts";
import type { Fault } from "../fault/fault.ts";
import { killNode } from "../fault/kill-node.ts";
import { killTask } from "../fault/kill-task.ts";
import { pauseNode } from "../fault/pause-node.ts";
import type { Cluster, NodeAddress } from "../model/cluster.ts";
import { BadInput, SwarmspecError } from "../model/errors.ts";
import { nearest } from "../spec/nearest.ts";
import { anyManager, engineOf, swarmOf } from "./managers.ts";

const nodeFaults = {
  kill: (engine, _, node) => killNode(engine, node),
  pause: (engine, _, node) => pauseNode(engine, node),
  "cut-private": (engine, _, node) => cutNetwork(engine, node, "private"),
  "cut-public": (engine, _, node) => cutNetwork(engine, node, "public"),
  drain: (_, cluster, node) => drainNode(async () => (await anyManager(cluster)).engine, node.name),
} satisfies Record<string, (engine: Docker, cluster: Cluster, node: NodeAddress) => Fault>;

type NodeFaultKind = keyof typeof nodeFaults;
export type FaultKind = NodeFaultKind | "kill-task";

const faultKinds = [...Object.keys(nodeFaults), "kill-task"] as FaultKind[];

/** The kind of that name. Throws BadInput with the nearest one. */
export const faultKind = (text: string): FaultKind => {
  const known = faultKinds.find((kind) => kind === text);
  if (known === undefined) throw unknown(`no such fault: ${text}`, text, faultKinds);
  return known;
};

interface Breakable {
  /** The engine that the nodes run on. */
  readonly engine: Docker;
  readonly cluster: Cluster;
}

/** A fault of a node, by its name or as "leader", or of a service's task. Throws BadInput. */
export const faultOn = async (
  { engine, cluster }: Breakable,
  { kind, target }: { readonly kind: FaultKind; readonly target: string },
): Promise<Fault> => {
  if (kind === "kill-task") return killTask(target, await meansOf(cluster));
  const name = target === "leader" ? await leaderOf(cluster) : target;
  const node = nodeNamed(cluster, name);
  await refuseBroken(engine, node);
  return nodeFaults[kind](engine, cluster, node);
};

const meansOf = async (cluster: Cluster) => ({
  manager: (await anyManager(cluster)).engine,
  engineOf: (name: string) => engineOf(cluster, nodeNamed(cluster, name)),
});

const leaderOf = async (cluster: Cluster): Promise<string> => {
  const { nodes } = await (await swarmOf(cluster)).observe();
  const leader = nodes.find((node) => node.leader);
  if (leader === undefined) throw new SwarmspecError(`the swarm "${cluster.name}" names no leader`);
  return leader.name;
};

const nodeNamed = ({ name: cluster, nodes }: Cluster, name: string): NodeAddress => {
  const node = nodes.find((one) => one.name === name);
  if (node !== undefined) return node;
  const names = nodes.map((one) => one.name);
  throw unknown(`"${cluster}" has no node "${name}"`, name, names);
};

/** To undo a second fault would undo the first as well, or could not be done at all. */
const refuseBroken = async (engine: Docker, { name, container }: NodeAddress): Promise<void> => {
  const { State } = await engine.getContainer(container).inspect();
  if (State.Running && !State.Paused) return;
  throw new BadInput(`${name} ${State.Paused ? "is paused" : "does not run"} already`, {
    hint: "swarmspec up puts it right",
  });
};

const unknown = (problem: string, text: string, known: readonly string[]): BadInput => {
  const near = nearest(text, known);
  const hint = near === undefined ? `there are ${known.join(", ")}` : `did you mean: ${near}`;
  return new BadInput(problem, { hint });
};
