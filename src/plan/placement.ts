import type { SeenNode } from "../model/snapshot.ts";
import { isJudgeable, satisfies } from "./constraint.ts";
import type { Failure } from "./failure.ts";
import { isMeant, type View } from "./view.ts";

/**
 * The nodes on which a global service has to run. Labels and platforms are not in a snapshot: where
 * a constraint asks for them, the swarm's own choice is taken, that is the nodes with a task.
 */
export const wantedNodes = (view: View): readonly SeenNode[] => {
  const able = view.nodes.filter((node) => isOpen(node) && satisfies(node, view.spec.constraints));
  if (view.spec.constraints.every(isJudgeable)) return able;
  return able.filter((node) => view.tasks.some((task) => task.node === node.id && isMeant(task)));
};

const isOpen = (node: SeenNode): boolean =>
  node.state === "ready" && node.availability === "active";

/** That no node will ever take the service, as far as the swarm or its nodes can tell. */
export const unplaceable = (view: View): Failure | undefined => {
  switch (view.spec.mode.kind) {
    case "replicated":
      return turnedAway(view);
    case "global":
      return unwelcome(view);
  }
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

/** A global service without a node would count as 0 of 0, which is true and helps nobody. */
const unwelcome = (view: View): Failure | undefined => {
  const { constraints } = view.spec;
  const settled = view.nodes.length > 0 && view.nodes.every(isOpen);
  if (!settled || !constraints.every(isJudgeable) || wantedNodes(view).length > 0) return undefined;
  return { detail: `no node satisfies ${constraints.join(" and ")}` };
};
