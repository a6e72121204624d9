import type { SeenNode } from "../model/snapshot.ts";

/** What a snapshot knows of a node that a constraint may ask for. */
const known: Readonly<Record<string, (node: SeenNode) => string>> = {
  "node.id": (node) => node.id,
  "node.hostname": (node) => node.name,
  "node.role": (node) => node.role,
};

/** Whether a snapshot can tell who satisfies the constraint: labels and platforms are not in it. */
export const isJudgeable = (constraint: string): boolean => parse(constraint).of !== undefined;

/** Whether the node satisfies every constraint that can be judged; case counts as little as in swarm. */
export const satisfies = (node: SeenNode, constraints: readonly string[]): boolean =>
  constraints.map(parse).every(({ of, equal, value }) => {
    if (of === undefined) return true;
    return (of(node).toLowerCase() === value) === equal;
  });

const parse = (constraint: string) => {
  const [key = "", operator = "", value = ""] = constraint.split(/([!=]=)/);
  return {
    of: known[key.trim().toLowerCase()],
    equal: operator === "==",
    value: value.trim().toLowerCase(),
  };
};
