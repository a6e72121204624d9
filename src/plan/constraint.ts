import type { SeenNode } from "../model/snapshot.ts";

type Attribute = (node: SeenNode) => string;

/** What a snapshot knows of a node that a constraint may ask for, besides its labels. */
const known: Readonly<Record<string, Attribute>> = {
  "node.id": (node) => node.id,
  "node.hostname": (node) => node.name,
  "node.role": (node) => node.role,
};

/** Whether a snapshot can tell who satisfies the constraint: platforms and engines' labels are not in it. */
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
    of: attribute(key.trim()),
    equal: operator === "==",
    value: value.trim().toLowerCase(),
  };
};

/** The one thing whose case counts is the name of a label; a node without it has it empty. */
const attribute = (key: string): Attribute | undefined => {
  const [, label] = /^node\.labels\.(.+)$/i.exec(key) ?? [];
  if (label === undefined) return known[key.toLowerCase()];
  return ({ labels }) => labels[label] ?? "";
};
