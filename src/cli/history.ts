import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { History } from "../model/watch.ts";
import { type Ended, historyOf } from "../probe/history.ts";

/** The files of a watch in its folder. */
export const files = {
  attempts: "attempts.ndjson",
  occurrences: "occurrences.ndjson",
  hearings: "hearings.ndjson",
  machine: "machine.ndjson",
} as const;

/** All that the watch of a folder has told; one that was cut off lasted until its last request left. */
export const readHistory = (folder: string, ended?: Ended): History =>
  historyOf(
    {
      attempts: text(join(folder, files.attempts)),
      occurrences: text(join(folder, files.occurrences)),
      hearings: text(join(folder, files.hearings)),
      machine: text(join(folder, files.machine)),
    },
    ended,
  );

const text = (file: string): string => (existsSync(file) ? readFileSync(file, "utf8") : "");
