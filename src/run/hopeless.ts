import { NotConverged } from "../model/errors.ts";
import { indented, linesOf } from "../model/line.ts";
import type { Progress } from "../model/progress.ts";
import { redacted } from "../model/redacted.ts";
import type { Id } from "../model/units.ts";

interface Before {
  /** The services that are still to be written. */
  readonly open: readonly string[];
  /** Those that have been written since we came. */
  readonly written: ReadonlySet<string>;
  /** The tasks for which services were called failed when we came. */
  readonly former: ReadonlySet<Id<"task">>;
  /** The last lines that a task wrote. */
  readonly logs: (task: Id<"task">, lines: number) => Promise<string>;
  /** Why the task's node does not get its image, if it does not. */
  readonly unpulled?: ((task: Id<"task">) => Promise<readonly string[]>) | undefined;
}

/** Throws NotConverged, with the last lines of the task that tells most, where waiting longer would not help. */
export const refuseHopeless = async (all: readonly Progress[], before: Before): Promise<void> => {
  const failed = all.filter(isFailed).find((one) => isDecided(one, before));
  if (failed === undefined) return;
  const { detail, service } = failed;
  if (failed.task !== undefined && /no such image/i.test(detail)) {
    const why = (await before.unpulled?.(failed.task).catch(() => [])) ?? [];
    if (why.length > 0) throw new NotConverged([`${service}: ${detail}`, ...why]);
  }
  const log = failed.task && (await before.logs(failed.task, mostLines).catch(() => ""));
  const told = redacted((log ?? "").trim());
  throw new NotConverged([`${service}: ${detail}`, ...lastWords(told)]);
};

const mostLines = 10;

const lastWords = (log: string): readonly string[] =>
  log === ""
    ? []
    : ["its last lines:", ...linesOf(log, mostLines).map((line) => indented(line, 2))];

/** The tasks for which services are called failed. */
export const tasksFailedIn = (all: readonly Progress[]): ReadonlySet<Id<"task">> =>
  new Set(all.filter(isFailed).flatMap(({ task }) => task ?? []));

type Failed = Extract<Progress, { readonly state: "failed" }>;

const isFailed = (one: Progress): one is Failed => one.state === "failed";

/**
 * The failure of a service that is still to be written is over once it is; one that was written, and yet is not so,
 * has been rolled back. What failed before we came may have had a cause that is gone: a try that is under way decides.
 */
const isDecided = ({ service, task, again }: Failed, { open, written, former }: Before): boolean =>
  (!open.includes(service) || written.has(service)) &&
  !(again === true && task !== undefined && former.has(task));
