import Table from "cli-table3";

type Alignment = "left" | "right";

/** A table as plain text: columns two spaces apart and no lines, so that people and grep can read it. */
export const tableOf = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
  aligns: readonly Alignment[] = head.map(() => "left"),
): string => {
  const table = new Table({ head: [...head], chars: plain, style, colAligns: [...aligns] });
  for (const row of rows) table.push([...row]);
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
};

const style = { head: [], border: [], "padding-left": 0, "padding-right": 0 };

const plain = Object.fromEntries(
  ["top", "bottom", "left", "right"]
    .flatMap((side) => [side, `${side}-mid`, `${side}-left`, `${side}-right`])
    .concat("mid", "mid-mid", "middle")
    .map((place) => [place, place === "middle" ? "  " : ""]),
);
