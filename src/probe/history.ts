import { read } from "../model/read.ts";
import { type Milliseconds, milliseconds } from "../model/units.ts";
import type { Attempt, Hearing, History, Occurrence } from "../model/watch.ts";

/** The lines of a file, an object each; undefined for one that is too long to be ours. */
type Lines = AsyncIterable<string | undefined> | Iterable<string | undefined>;

/** The lines of a history's files. */
export type HistoryLines = Readonly<Record<"attempts" | "occurrences" | "hearings", Lines>>;

/**
 * All that a watch has told, also one that was cut off; unless it is said how long it lasted, until the last request
 * left.
 */
export const historyOf = async (lines: HistoryLines, lasted?: Milliseconds): Promise<History> => {
  const attempts = await readLines<Attempt>(lines.attempts);
  const occurrences = await readLines<Occurrence>(lines.occurrences);
  const hearings = await readLines<Hearing>(lines.hearings);
  return {
    attempts: attempts.read,
    occurrences: occurrences.read.toSorted((one, other) => one.at - other.at),
    hearings: hearings.read,
    lasted: lasted ?? lastSent(attempts.read),
    unreadable: attempts.unreadable + occurrences.unreadable + hearings.unreadable,
  };
};

/** One after the other: all of them as one text may be longer than a text can be. */
const readLines = async <Line>(lines: Lines) => {
  const told: Line[] = [];
  let unreadable = 0;
  for await (const line of lines) {
    if (line === "") continue;
    const one = line === undefined ? undefined : read<Line>(line);
    if (typeof one !== "object" || one === null) unreadable += 1;
    else told.push(one);
  }
  return { read: told, unreadable };
};

const lastSent = (attempts: readonly Attempt[]): Milliseconds =>
  attempts.reduce((last, { sent }) => milliseconds(Math.max(last, sent)), milliseconds(0));
