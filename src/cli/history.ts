import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Milliseconds, milliseconds } from "../model/units.ts";
import type { Attempt, Hearing, History, Occurrence } from "../model/watch.ts";

/** The files of a watch in its folder, an object a line. */
export const files = {
  attempts: "attempts.ndjson",
  occurrences: "occurrences.ndjson",
  hearings: "hearings.ndjson",
} as const;

/** All that a watch has told, also one that was cut off; without an end, it lasted until the last request left. */
export const readHistory = (folder: string, lasted?: Milliseconds): History => {
  const attempts = linesOf<Attempt>(join(folder, files.attempts));
  return {
    attempts,
    occurrences: linesOf<Occurrence>(join(folder, files.occurrences)).toSorted(
      (one, other) => one.at - other.at,
    ),
    hearings: linesOf<Hearing>(join(folder, files.hearings)),
    lasted: lasted ?? attempts.reduce((last, { sent }) => milliseconds(Math.max(last, sent)), zero),
  };
};

const zero = milliseconds(0);

const linesOf = <Line>(file: string): readonly Line[] => {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n");
  // What follows the last line break is nothing, or a line that a crash has cut off.
  return lines.slice(0, -1).map((line) => JSON.parse(line) as Line);
};
