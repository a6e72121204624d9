import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Milliseconds } from "../model/units.ts";
import type { History } from "../model/watch.ts";
import { historyOf } from "../probe/history.ts";

/** The files of a watch in its folder. */
export const files = {
  attempts: "attempts.ndjson",
  occurrences: "occurrences.ndjson",
  hearings: "hearings.ndjson",
} as const;

/** All that the watch of a folder has told; one that was cut off lasted until its last request left. */
export const readHistory = (folder: string, lasted?: Milliseconds): History =>
  historyOf(
    {
      attempts: text(join(folder, files.attempts)),
      occurrences: text(join(folder, files.occurrences)),
      hearings: text(join(folder, files.hearings)),
    },
    lasted,
  );

const text = (file: string): string => (existsSync(file) ? readFileSync(file, "utf8") : "");
