import { engineDefault } from "../model/engine-default.ts";
import type { SeenService, SeenTask, Snapshot } from "../model/snapshot.ts";
import type { ClusterSpec, ServiceSpec } from "../model/spec.ts";
import { type Milliseconds, milliseconds, seconds } from "../model/units.ts";
import { indexed, nodeOf, type View, viewOf, whereabouts } from "./view.ts";

/** A service that is written as declared, and whose tasks are not as it is written. */
export interface Lagging {
  readonly service: SeenService;
  /** As a clause, for example "the swarm keeps more tasks of it than it is to". */
  readonly reason: string;
  /** How long a swarm that is well may leave it so. */
  readonly patience: Milliseconds;
}

/**
 * Services that the swarm does not update, and of which it means to run more tasks than it is to, or such as were
 * made from a former spec. For a moment any service is so after a write: who waits gives the swarm some time.
 */
export const laggingIn = (
  { services }: Pick<ClusterSpec, "services">,
  seen: Snapshot,
): readonly Lagging[] => {
  const swarm = indexed(seen);
  return services.flatMap((spec) => {
    const service = swarm.serviceByName.get(spec.name);
    if (service === undefined || isUpdated(service)) return [];
    const view = viewOf(spec, service, swarm);
    const reason = surplus(view);
    if (reason !== undefined) return [{ service, reason, patience: soon }];
    const old = outdated(view);
    return old === undefined ? [] : [{ service, reason: old, patience: betweenTasks(spec) }];
  });
};

/** A swarm that is well takes tasks away at once. */
const soon = seconds(5);

/** An update that was taken up again has no state, as seen with 28.2: what tells it is that it goes on. */
const betweenTasks = ({ update }: ServiceSpec): Milliseconds => {
  const { monitor, delay } = { ...engineDefault.update, ...update };
  return milliseconds(soon + monitor + delay);
};

const isUpdated = ({ update }: SeenService): boolean =>
  update?.state === "updating" || update?.state === "rollback_started";

const surplus = ({ spec: { mode }, tasks }: View): string | undefined => {
  if (mode.kind !== "replicated") return undefined;
  const meant = tasks.filter(({ desired }) => desired === "running");
  return new Set(meant.map(({ slot }) => slot)).size > mode.replicas
    ? "the swarm keeps more tasks of it than it is to"
    : undefined;
};

/** Swarm itself leaves the tasks of a global service on a paused node as they are, and nobody changes those of a silent one. */
const outdated = (view: View): string | undefined => {
  if (!isUpdatable(view.spec) || view.tasks.some((task) => isUnderWay(task, view)))
    return undefined;
  const old = view.tasks.filter(({ current, desired }) => !current && desired === "running");
  const where = old.filter((task) => {
    const node = nodeOf(task, view);
    return node === undefined || (node.state === "ready" && node.availability === "active");
  });
  if (where.length === 0) return undefined;
  const names = [...new Set(where.map((task) => whereabouts(task, view)))].toSorted();
  return `the swarm keeps tasks of a former spec of it on ${names.join(", ")}`;
};

/** Whether a task is stopping, or about to start. */
const isUnderWay = (task: SeenTask, view: View): boolean => {
  if (task.desired === "ready" || task.desired === "accepted") return true;
  const isToEnd = task.desired === "shutdown" || task.desired === "remove";
  return isToEnd && task.state === "running" && nodeOf(task, view)?.state === "ready";
};

const isUpdatable = ({ mode }: ServiceSpec): boolean =>
  mode.kind === "replicated" || mode.kind === "global";

/** That an update has come to an end that nothing but another write takes back; undefined where it has not. */
export const brokenOff = ({ update }: SeenService): string | undefined => {
  switch (update?.state) {
    case "paused":
      return `its update is paused (${update.message})`;
    case "rollback_paused":
      return `its rollback is paused (${update.message})`;
    case "rollback_completed":
      return `its last update was rolled back (${update.message})`;
    case "updating":
    case "completed":
    case "rollback_started":
    case undefined:
      return undefined;
  }
};
