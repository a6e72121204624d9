import type { Change, FieldChange } from "../model/change.ts";
import type { SeenNode } from "../model/snapshot.ts";
import type { NodeSpec } from "../model/spec.ts";
import { reasonFor } from "./reason.ts";

/** What declared nodes lack; nodes that nobody declared are left alone. */
export const nodeChanges = (wanted: readonly NodeSpec[], seen: readonly SeenNode[]): Change[] =>
  wanted.flatMap((spec) => nodeChange(spec, nodeNamed(spec.name, seen)));

/** Whether the change takes a manager away: that comes last, when those who follow are there. */
export const isDemotion = (change: Change): boolean =>
  change.kind === "node" &&
  change.action === "update" &&
  change.seen.role === "manager" &&
  change.spec.role === "worker";

/** The node of that name; a rejoined node leaves its former self behind, down, and is the ready one. */
const nodeNamed = (name: string, seen: readonly SeenNode[]): SeenNode | undefined => {
  const twins = seen.filter((node) => node.name === name);
  return twins.find((node) => node.state === "ready") ?? twins[0];
};

const nodeChange = (spec: NodeSpec, seen: SeenNode | undefined): Change[] => {
  const told = { kind: "node", name: spec.name, spec } as const;
  if (seen === undefined)
    return [{ ...told, action: "create", reason: "not in the swarm", fields: [] }];
  const fields = nodeFields(spec, seen);
  if (fields.length === 0) return [];
  return [{ ...told, action: "update", seen, reason: nodeReason(fields, seen), fields }];
};

const nodeFields = (spec: NodeSpec, seen: SeenNode): FieldChange[] =>
  [
    { field: "role", seen: seen.role, wanted: spec.role },
    { field: "availability", seen: seen.availability, wanted: "active" },
  ].filter((field) => field.seen !== field.wanted);

const nodeReason = (fields: readonly FieldChange[], seen: SeenNode): string => {
  if (fields.length > 1 || seen.availability === "active") return reasonFor(fields);
  return seen.availability === "drain" ? "drained" : "paused";
};
