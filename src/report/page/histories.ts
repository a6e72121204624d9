import type { Attempt, Occurrence } from "../../model/watch.ts";
import { read } from "../read.ts";

/** What a watch wrote down while it ran. */
export interface History {
  readonly attempts: readonly Attempt[];
  /** In the order of time. */
  readonly occurrences: readonly Occurrence[];
  /** Lines that could not be read: a crash may cut off the last of a file. */
  readonly unreadable: number;
}

/** By the folder that a watch names. */
export type Histories = ReadonlyMap<string, History>;

/** A history from the texts of its two files. */
export const historyOf = (texts: {
  readonly attempts: string;
  readonly occurrences: string;
}): History => {
  const attempts = linesOf<Attempt>(texts.attempts);
  const occurrences = linesOf<Occurrence>(texts.occurrences);
  return {
    attempts: attempts.filter(isRead),
    occurrences: occurrences.filter(isRead).toSorted((a, b) => a.at - b.at),
    unreadable: [...attempts, ...occurrences].filter((one) => !isRead(one)).length,
  };
};

const linesOf = <T>(text: string): (T | undefined)[] =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => read<T>(line));

const isRead = <T>(one: T | undefined): one is T => one !== undefined;
