import type { Change, FieldChange } from "../model/change.ts";
import type { SeenNode } from "../model/snapshot.ts";
import type { NodeSpec } from "../model/spec.ts";
import { labelFields } from "./labels.ts";
import { reasonFor } from "./reason.ts";

/** What declared nodes lack; nodes that nobody declared are left alone. */
export const nodeChanges = (wanted: readonly NodeSpec[], seen: readonly SeenNode[]): Change[] => {
  const named = Map.groupBy(seen, ({ name }) => name);
  return wanted.flatMap((spec) => nodeChange(spec, present(named.get(spec.name) ?? [])));
};

/** Whether the change takes a manager away: that comes last, when those who follow are there. */
export const isDemotion = (change: Change): boolean =>
  change.kind === "node" &&
  change.action === "update" &&
  change.seen.role === "manager" &&
  change.spec.role === "worker";

/** A rejoined node leaves its former self behind under the same name, down, and is the ready one. */
const present = (twins: readonly SeenNode[]): SeenNode | undefined =>
  twins.find((node) => node.state === "ready") ?? twins[0];

const nodeChange = (spec: NodeSpec, seen: SeenNode | undefined): Change[] => {
  const told = { kind: "node", name: spec.name, spec } as const;
  if (seen === undefined) return [{ ...told, action: "create", reason: onlyByUp, fields: [] }];
  const fields = nodeFields(spec, seen);
  if (fields.length === 0) return [];
  return [{ ...told, action: "update", seen, reason: nodeReason(fields, spec, seen), fields }];
};

/** A plan is what apply does; this it cannot do, and it says so before it does anything else. */
const onlyByUp = "not in the swarm; apply makes no nodes, swarmspec up makes it and lets it join";

const nodeFields = (spec: NodeSpec, seen: SeenNode): FieldChange[] => [
  ...[
    { field: "role", seen: seen.role, wanted: spec.role },
    { field: "availability", seen: seen.availability, wanted: spec.availability ?? "active" },
  ].filter((field) => field.seen !== field.wanted),
  ...(spec.labels === undefined
    ? []
    : labelFields(seen.labels, spec.labels, { withoutVariables: true })),
];

const nodeReason = (fields: readonly FieldChange[], spec: NodeSpec, seen: SeenNode): string => {
  const comesBack = seen.availability !== "active" && (spec.availability ?? "active") === "active";
  if (fields.length > 1 || !comesBack) return reasonFor(fields);
  return seen.availability === "drain" ? "drained" : "paused";
};
