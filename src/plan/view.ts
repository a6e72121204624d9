import type { SeenNode, SeenService, SeenTask, Snapshot } from "../model/snapshot.ts";
import type { ServiceSpec } from "../model/spec.ts";

/** One declared service with all that the swarm says of it. */
export interface View {
  readonly spec: ServiceSpec;
  readonly seen: SeenService;
  readonly nodes: readonly SeenNode[];
  /** Newest first. */
  readonly tasks: readonly SeenTask[];
  /** Where one task at a time is meant to run: a slot, or a node of a global service. */
  readonly places: readonly Place[];
}

/** The tasks of one place, newest first. */
export type Place = readonly SeenTask[];

export const viewOf = (spec: ServiceSpec, seen: SeenService, swarm: Snapshot): View => {
  const tasks = swarm.tasks
    .filter((task) => task.service === seen.id)
    .toSorted((a, b) => (a.created < b.created ? 1 : -1));
  const places = Map.groupBy(tasks, (task) => task.slot ?? task.node ?? task.id);
  return { spec, seen, nodes: swarm.nodes, tasks, places: [...places.values()] };
};

export const nodeOf = (task: SeenTask, { nodes }: View): SeenNode | undefined =>
  nodes.find((node) => node.id === task.node);

/** The engine counts tasks of dead nodes as running for ever; only a ready node's word is taken. */
export const runs = (task: SeenTask, view: View): boolean =>
  task.state === "running" && task.desired === "running" && nodeOf(task, view)?.state === "ready";

/** Whether the place does what the service as written now asks of it. */
export const isMet = (place: Place, view: View): boolean =>
  place.some((task) => task.current && runs(task, view));

/** Whether the swarm still means the task to run. */
export const isMeant = (task: SeenTask): boolean =>
  task.desired === "running" || task.desired === "ready" || task.desired === "accepted";

/** Where a task is, for people. */
export const whereabouts = (task: SeenTask, view: View): string =>
  nodeOf(task, view)?.name ?? task.node ?? "no node yet";
