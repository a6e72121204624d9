import { engineDefault } from "../model/engine-default.ts";
import type { SeenTask } from "../model/snapshot.ts";
import { wantedNodes } from "./placement.ts";
import { isJob, isMeant, isMet, nodeOf, type Place, runs, type View, whereabouts } from "./view.ts";

/** What of a service is there, and what is still open. */
export interface Count {
  readonly state: "settled" | "waiting";
  readonly detail: string;
}

/**
 * Compares what runs with what is wanted, for example "1 of 3 running; missing on node-02 (preparing)",
 * and of a job what has completed: "1 of 2 completed; running on node-01".
 */
export const count = (view: View): Count => {
  const { wanted, places, absences } = tally(view);
  const met = places.filter((place) => isMet(place, view)).length;
  const finished = places.filter((place) => isFinished(place, view)).length;
  const missing = absences.length === 0 ? [] : [`missing on ${absences.join(", ")}`];
  const open = [
    ...underWay(view),
    ...missing,
    ...nowhere(view, wanted),
    ...leftovers(view),
    ...updating(view),
  ];
  const settled = met + finished === wanted && open.length === 0;
  return {
    state: settled ? "settled" : "waiting",
    detail: [...counts(view, { met, finished, wanted }), ...open].join("; "),
  };
};

interface Tally {
  readonly wanted: number;
  readonly places: readonly Place[];
  /** Where a task is meant to run and does not, with the reason. */
  readonly absences: readonly string[];
}

const tally = (view: View): Tally => {
  const { mode } = view.spec;
  switch (mode.kind) {
    case "replicated":
      return { wanted: mode.replicas, places: view.places, absences: absentSlots(view) };
    case "replicated-job":
      return { wanted: mode.completions, places: view.places, absences: absentSlots(view) };
    case "global":
    case "global-job":
      return perNode(view);
  }
};

const absentSlots = (view: View): string[] =>
  view.places
    .filter((place) => isAbsent(place, view))
    .flatMap((place) => place.find((task) => task.current && isMeant(task)) ?? [])
    .map((task) => `${whereabouts(task, view)} (${situation(task, view)})`);

const perNode = (view: View): Tally => {
  const tasksOn = Map.groupBy(view.tasks, ({ node }) => node);
  const nodes = wantedNodes(view).map(({ id, name }) => ({ name, place: tasksOn.get(id) ?? [] }));
  const absent = nodes.filter(({ place }) => isAbsent(place, view) && !isFinished(place, view));
  return {
    wanted: nodes.length,
    places: nodes.map(({ place }) => place),
    absences: absent.map(({ name, place }) => `${name} (${situation(place[0], view)})`),
  };
};

/** What a job is at work on is not missing. */
const isAbsent = (place: Place, view: View): boolean =>
  !isMet(place, view) && !place.some((task) => task.current && runs(task, view));

const underWay = (view: View): string[] => {
  if (!isJob(view.spec)) return [];
  const where = view.tasks
    .filter((task) => task.current && runs(task, view))
    .map((task) => whereabouts(task, view));
  return where.length === 0 ? [] : [`running on ${where.join(", ")}`];
};

const situation = (task: SeenTask | undefined, view: View): string => {
  if (task === undefined) return "no task yet";
  if (!task.current) return "still the old task";
  const node = nodeOf(task, view);
  if (task.state === "running" && node?.state !== "ready") return `the node is ${node?.state}`;
  return task.error === undefined ? task.state : `${task.state}: ${task.error}`;
};

/** A task that ends by itself is done, unless the restart policy starts it again whatever happens. */
const isFinished = (place: Place, { spec }: View): boolean => {
  if (isJob(spec)) return false;
  const condition = spec.restart?.condition ?? engineDefault.restart.condition;
  const [newest] = place;
  return condition !== "any" && newest?.current === true && newest.state === "complete";
};

const nowhere = ({ spec: { mode } }: View, wanted: number): string[] =>
  (mode.kind === "global" || mode.kind === "global-job") && wanted === 0
    ? ["no node is ready for it"]
    : [];

/**
 * Tasks of the service as it was written before, and those that have been told to stop and have not yet:
 * proxies may still send them requests, which they no longer answer. What is to be removed is there until it is struck
 * off: before it ran it may come to run all the same.
 */
const leftovers = (view: View): string[] => {
  const old = view.tasks.filter(
    (task) =>
      nodeOf(task, view)?.state === "ready" &&
      (task.desired === "remove" ||
        (task.state === "running" && !(task.current && runs(task, view)))),
  );
  if (old.length === 0) return [];
  const where = old.map((task) => whereabouts(task, view)).join(", ");
  return [`${old.length} old still running on ${where}`];
};

const updating = ({ seen }: View): string[] =>
  seen.update?.state === "updating" || seen.update?.state === "rollback_started"
    ? [seen.update.message || seen.update.state]
    : [];

const counts = (
  { spec }: View,
  { met, finished, wanted }: Record<"met" | "finished" | "wanted", number>,
): string[] => {
  if (isJob(spec)) return [`${met} of ${wanted} completed`];
  if (finished === 0) return [`${met} of ${wanted} running`];
  return [...(met === 0 ? [] : [`${met} running`]), `${finished} of ${wanted} finished`];
};
