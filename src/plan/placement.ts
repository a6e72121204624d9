import type { SeenNode } from "../model/snapshot.ts";
import { isJudgeable, satisfies } from "./constraint.ts";
import type { Failure } from "./failure.ts";
import { isMeant, type View } from "./view.ts";

/**
 * The nodes on which a global service has to run. Platforms and engines' labels are not in a
 * snapshot: where a constraint asks for them, the swarm's own choice is taken, that is the nodes
 * with a task.
 */
export const wantedNodes = (view: View): readonly SeenNode[] => {
  const able = view.nodes.filter((node) => isOpen(node) && satisfies(node, view.spec.constraints));
  if (view.spec.mode.kind === "global-job") return startedOn(able, view);
  if (view.spec.constraints.every(isJudgeable)) return able;
  const chosen = nodesWith(view, isMeant);
  return able.filter(({ id }) => chosen.has(id));
};

/** A global job gives a task to the nodes that were there when it began, and to no later one. */
const startedOn = (able: readonly SeenNode[], view: View): readonly SeenNode[] => {
  const chosen = nodesWith(view, ({ current }) => current);
  return chosen.size === 0 ? able : able.filter(({ id }) => chosen.has(id));
};

const nodesWith = ({ tasks }: View, isChosen: (task: View["tasks"][number]) => boolean) =>
  new Set(tasks.filter(isChosen).map(({ node }) => node));

const isOpen = (node: SeenNode): boolean =>
  node.state === "ready" && node.availability === "active";

/** That no node will ever take the service, as far as the swarm or its nodes can tell. */
export const unplaceable = (view: View): Failure | undefined => unwelcome(view) ?? turnedAway(view);

/** Told before the swarm says so, and of global services, of which it never does. A node that is away still counts. */
const unwelcome = ({ nodes, spec: { constraints } }: View): Failure | undefined => {
  if (nodes.length === 0 || nodes.some((node) => satisfies(node, constraints))) return undefined;
  return { detail: `no node satisfies ${constraints.filter(isJudgeable).join(" and ")}` };
};

const turnedAway = ({ tasks, nodes }: View): Failure | undefined => {
  const pending = tasks.find(
    (task) => task.current && task.state === "pending" && isMeant(task) && isFinal(task.error),
  );
  if (pending?.error === undefined || !nodes.every((node) => node.state === "ready"))
    return undefined;
  return { detail: pending.error };
};

/** A port, memory or a node may become free while tasks end and nodes come back; the rest will not. */
const isFinal = (error = ""): boolean =>
  error.startsWith("no suitable node") &&
  !/port already in use|insufficient resources|max replicas|not available/.test(error);
