import type { SeenNode, SeenService, SeenTask, Snapshot } from "../model/snapshot.ts";
import type { ServiceSpec } from "../model/spec.ts";
import type { Id } from "../model/units.ts";
import { byName } from "./by-name.ts";

/** A snapshot in which things are found without searching. */
export interface Indexed {
  readonly nodes: readonly SeenNode[];
  readonly nodeById: ReadonlyMap<Id<"node">, SeenNode>;
  readonly serviceByName: ReadonlyMap<string, SeenService>;
  readonly tasksOf: ReadonlyMap<Id<"service">, readonly SeenTask[]>;
}

export const indexed = ({ nodes, services, tasks }: Snapshot): Indexed => ({
  nodes,
  nodeById: new Map(nodes.map((node) => [node.id, node])),
  serviceByName: byName(services, ({ spec }) => spec.name),
  tasksOf: Map.groupBy(tasks, (task) => task.service),
});

/** One declared service with all that the swarm says of it. */
export interface View {
  readonly spec: ServiceSpec;
  readonly seen: SeenService;
  readonly nodes: readonly SeenNode[];
  readonly nodeById: Indexed["nodeById"];
  /** Newest first. */
  readonly tasks: readonly SeenTask[];
  /** Where one task at a time is meant to run: a slot, or a node of a global service. */
  readonly places: readonly Place[];
}

/** The tasks of one place, newest first. */
export type Place = readonly SeenTask[];

export const viewOf = (spec: ServiceSpec, seen: SeenService, swarm: Indexed): View => {
  const { nodes, nodeById, tasksOf } = swarm;
  const tasks = (tasksOf.get(seen.id) ?? []).toSorted((a, b) => (a.created < b.created ? 1 : -1));
  const places = [...Map.groupBy(tasks, placeIn(spec)).values()];
  return { spec, seen, nodes, nodeById, tasks, places };
};

/** Slots of a job count from 0, and a slot of 0 is read as none. */
const placeIn =
  ({ mode }: ServiceSpec) =>
  (task: SeenTask): string | number =>
    task.slot ?? (mode.kind === "replicated-job" ? 0 : (task.node ?? task.id));

export const isJob = ({ mode }: ServiceSpec): boolean =>
  mode.kind === "replicated-job" || mode.kind === "global-job";

export const nodeOf = ({ node }: SeenTask, { nodeById }: View): SeenNode | undefined =>
  node === undefined ? undefined : nodeById.get(node);

/** The engine counts tasks of dead nodes as running for ever; only a ready node's word is taken. */
export const runs = (task: SeenTask, view: View): boolean =>
  task.state === "running" &&
  (task.desired === "running" || task.desired === "complete") &&
  nodeOf(task, view)?.state === "ready";

/** Whether the place does what the service as written now asks of it: to run, or of a job to have ended well. */
export const isMet = (place: Place, view: View): boolean =>
  place.some(
    (task) => task.current && (isJob(view.spec) ? task.state === "complete" : runs(task, view)),
  );

/** Whether the swarm still means the task to run; those of jobs are meant to complete. */
export const isMeant = ({ desired }: SeenTask): boolean =>
  desired === "running" || desired === "ready" || desired === "accepted" || desired === "complete";

/** Where a task is, for people. */
export const whereabouts = (task: SeenTask, view: View): string =>
  nodeOf(task, view)?.name ?? task.node ?? "no node yet";
