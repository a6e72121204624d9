import { createReadStream, existsSync } from "node:fs";
import { join } from "node:path";
import type { History } from "../model/watch.ts";
import { type Ended, historyOf } from "../probe/history.ts";
import { linesIn } from "./lines.ts";

/** The files of a watch in its folder. */
export const files = {
  attempts: "attempts.ndjson",
  occurrences: "occurrences.ndjson",
  hearings: "hearings.ndjson",
  machine: "machine.ndjson",
} as const;

/** All that the watch of a folder has told; one that was cut off lasted until its last request left. */
export const readHistory = (folder: string, ended?: Ended): Promise<History> =>
  historyOf(
    {
      attempts: lines(join(folder, files.attempts)),
      occurrences: lines(join(folder, files.occurrences)),
      hearings: lines(join(folder, files.hearings)),
      machine: lines(join(folder, files.machine)),
    },
    ended,
  );

const lines = (file: string) => (existsSync(file) ? linesIn(createReadStream(file)) : []);
