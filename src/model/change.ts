import type { SeenFile, SeenNetwork, SeenNode, SeenService } from "./snapshot.ts";
import type { FileSpec, NetworkSpec, NodeSpec, OutsideValue, ServiceSpec } from "./spec.ts";

/** One field that differs; values are as a person would read them, and without secrets. */
export interface FieldChange {
  readonly field: string;
  readonly seen: string;
  readonly wanted: string;
}

interface Described {
  /** The name of the object in the swarm. */
  readonly name: string;
  /** Why the change is needed, for people. */
  readonly reason: string;
  /** Empty but for updates and replacements, and empty for a service that is only written once more as it is. */
  readonly fields: readonly FieldChange[];
}

type On<Action extends string, Kind extends string, Facts> = Described & {
  readonly action: Action;
  readonly kind: Kind;
} & Facts;

/** One write. What the plan says is exactly what apply does. */
export type Change =
  | On<"create", "node", { readonly spec: NodeSpec }>
  | On<"update", "node", { readonly spec: NodeSpec; readonly seen: SeenNode }>
  | On<"create", "network", { readonly spec: NetworkSpec }>
  | On<"replace", "network", { readonly spec: NetworkSpec; readonly seen: SeenNetwork }>
  | On<"remove", "network", { readonly seen: SeenNetwork }>
  /** Taken away from every node; a node makes it again, with other options, when a task needs it. */
  | On<"replace", "volume", unknown>
  | On<"create", "config" | "secret", { readonly spec: FileSpec }>
  | On<"remove", "config" | "secret", { readonly seen: SeenFile }>
  | On<"create", "service", { readonly spec: ServiceSpec }>
  | On<"update", "service", { readonly spec: ServiceSpec; readonly seen: SeenService }>
  | On<"replace", "service", { readonly spec: ServiceSpec; readonly seen: SeenService }>
  | On<"remove", "service", { readonly seen: SeenService }>;

/** Changes in an order that works: stages one after the other, the changes of a stage side by side. */
export interface Plan {
  readonly stages: readonly (readonly Change[])[];
  /** What is told by the names of its variables wherever it stands in the plan. */
  readonly outside?: readonly OutsideValue[];
}
