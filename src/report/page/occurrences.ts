import type { Occurrence } from "../../model/watch.ts";
import { moment } from "../run/words.ts";
import { table } from "./table.ts";

/** What happened to the cluster meanwhile, numbered as in the picture. */
export const occurrencesTable = (occurrences: readonly Occurrence[]) =>
  occurrences.length === 0
    ? null
    : table({
        caption: "What happened meanwhile",
        head: ["No.", "At", "What"],
        rows: occurrences.map(({ at, what }, index) => [String(index + 1), moment(at), what]),
        right: [0, 1],
      });
