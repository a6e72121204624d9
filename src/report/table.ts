import Table from "cli-table3";
import { type Line, oneLine } from "../model/line.ts";

type Alignment = "left" | "right";

/** In characters. */
const longestCell = 120;

/** A table as plain text: columns two spaces apart and no lines, so that people and grep can read it. */
export const tableOf = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
  aligns: readonly Alignment[] = head.map(() => "left"),
): readonly Line[] => {
  const table = new Table({ head: [...head], chars: plain, style, colAligns: [...aligns] });
  for (const row of rows) table.push(row.map((cell) => oneLine(cell, longestCell)));
  return table
    .toString()
    .split("\n")
    .map((line) => oneLine(line.trimEnd(), Number.POSITIVE_INFINITY));
};

const style = { head: [], border: [], "padding-left": 0, "padding-right": 0 };

const plain = Object.fromEntries(
  ["top", "bottom", "left", "right"]
    .flatMap((side) => [side, `${side}-mid`, `${side}-left`, `${side}-right`])
    .concat("mid", "mid-mid", "middle")
    .map((place) => [place, place === "middle" ? "  " : ""]),
);
