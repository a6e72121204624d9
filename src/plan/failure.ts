import { engineDefault } from "../model/engine-default.ts";
import { redacted } from "../model/redacted.ts";
import type { SeenTask } from "../model/snapshot.ts";
import { differences } from "./fields.ts";
import { isMet, type Place, type View, whereabouts } from "./view.ts";

/** Why waiting longer is useless, and the task whose logs tell more. */
export interface Failure {
  readonly detail: string;
  readonly task?: SeenTask["id"];
  /** Whether the swarm is trying once more. */
  readonly again?: true;
}

/** The failure that the swarm itself reports of an update, with the task that caused it. */
export const failedUpdate = (view: View): Failure | undefined => {
  const told = verdicts(view);
  if (told === undefined) return undefined;
  const culprits = failedIn(view);
  const causes = culprits.map((task) => cause(task, view)).join("; before, ");
  const detail = [`${told} (${view.seen.update?.message})`, ...(causes ? [causes] : [])].join("; ");
  const culprit = culprits.at(-1);
  return { detail, ...(culprit && { task: culprit.id }) };
};

/** The task that failed last; where that ended a rollback, then the one that began it, made from what was written. */
const failedIn = ({ seen, tasks }: View): readonly SeenTask[] => {
  const failed = tasks.filter(hasFailed);
  const former =
    seen.update?.state === "rollback_paused" ? failed.filter((one) => !one.current) : [];
  return [...new Set([...failed.slice(0, 1), ...former.slice(0, 1)])];
};

/**
 * The state outlives the update until the next write. A completed rollback to what is declared now,
 * because the declaration was taken back too, is therefore no failure.
 */
const verdicts = ({ seen, spec }: View): string | undefined => {
  switch (seen.update?.state) {
    case "paused":
      return "the update is paused";
    case "rollback_paused":
      return "the rollback is paused";
    case "rollback_completed":
      return differences(seen.spec, spec).length > 0 ? "the update was rolled back" : undefined;
    case "updating":
    case "completed":
    case "rollback_started":
    case undefined:
      return undefined;
  }
};

/** The first place where tasks keep failing, or failed as often as the restart policy allows. */
export const failingTasks = (view: View): Failure | undefined => {
  for (const place of view.places) {
    const failed = isMet(place, view) ? [] : failedInARow(place);
    const [newest] = failed;
    if (newest !== undefined && failed.length >= patience(view))
      return {
        detail: `${cause(newest, view)}${times(failed.length)}`,
        task: newest.id,
        ...(place.some(isTried) && { again: true as const }),
      };
  }
  return undefined;
};

/** Failures since the place last did anything else; a task that is only on its way proves nothing. */
const failedInARow = (place: Place): readonly SeenTask[] => {
  const tried = place.filter(
    (task) => task.current && !underWay.has(task.state) && !endedUnseen(task),
  );
  const other = tried.findIndex((task) => !hasFailed(task));
  return other < 0 ? tried : tried.slice(0, other);
};

/**
 * An engine that was killed says 255 of every container that it had: the node failed, and not the task. A task
 * that does end so by itself, again and again, is told at the deadline.
 */
const endedUnseen = ({ state, error }: SeenTask): boolean =>
  state === "failed" && error === "task: non-zero exit (255)";

const isTried = ({ current, desired, state }: SeenTask): boolean =>
  current && desired !== "shutdown" && desired !== "remove" && underWay.has(state);

const underWay: ReadonlySet<SeenTask["state"]> = new Set([
  "new",
  "pending",
  "assigned",
  "accepted",
  "preparing",
  "ready",
  "starting",
]);

/** How many failures in a row are enough: swarm remembers five, and starts no task beyond maxAttempts. */
const patience = ({ spec }: View): number => {
  const { condition, maxAttempts } = { ...engineDefault.restart, ...spec.restart };
  if (condition === "none") return 1;
  return maxAttempts === 0 ? 3 : Math.min(3, maxAttempts + 1);
};

/**
 * Whether a task has failed. Not so one that was stopped as it was told, and then called failed for a network of its
 * own, which its engine takes away with the last task on it: where two are the last at once, one finds it gone.
 */
export const hasFailed = ({ state, error }: SeenTask): boolean =>
  state === "rejected" ||
  (state === "failed" && error?.startsWith("error while removing network: ") !== true);

const cause = (task: SeenTask, view: View): string =>
  `on ${whereabouts(task, view)} the task ${task.state === "rejected" ? "was rejected" : "failed"}: ${redacted(task.error ?? task.message)}`;

const times = (count: number): string => (count === 1 ? "" : `, ${count} times in a row`);
