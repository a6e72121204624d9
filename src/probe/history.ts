import { read } from "../model/read.ts";
import { type Milliseconds, milliseconds } from "../model/units.ts";
import type { Attempt, Hearing, History, Occurrence } from "../model/watch.ts";

/** The texts of a history's files, an object a line. */
export type HistoryTexts = Readonly<Record<"attempts" | "occurrences" | "hearings", string>>;

/**
 * All that a watch has told, also one that was cut off; unless it is said how long it lasted, until the last request
 * left.
 */
export const historyOf = (texts: HistoryTexts, lasted?: Milliseconds): History => {
  const attempts = linesOf<Attempt>(texts.attempts);
  const occurrences = linesOf<Occurrence>(texts.occurrences);
  const hearings = linesOf<Hearing>(texts.hearings);
  return {
    attempts: attempts.filter(isRead),
    occurrences: occurrences.filter(isRead).toSorted((one, other) => one.at - other.at),
    hearings: hearings.filter(isRead),
    lasted: lasted ?? lastSent(attempts.filter(isRead)),
    unreadable: [...attempts, ...occurrences, ...hearings].filter((one) => !isRead(one)).length,
  };
};

const linesOf = <Line>(text: string): readonly (Line | undefined)[] =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => read<Line>(line));

const isRead = <Line>(line: Line | undefined): line is Line => line !== undefined;

const lastSent = (attempts: readonly Attempt[]): Milliseconds =>
  attempts.reduce((last, { sent }) => milliseconds(Math.max(last, sent)), milliseconds(0));
