import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tableOf } from "../src/report/table.ts";
import { type Figure, isMet } from "./figure.ts";
import type { Walks } from "./from-nothing.ts";
import type { Machine } from "./machine.ts";
import { median } from "./numbers.ts";
import type { Walk } from "./walk.ts";

/** All that one run of the benchmark found. */
export interface Results {
  readonly date: string;
  readonly machine: Machine;
  readonly figures: readonly Figure[];
  readonly walks: Walks;
}

const notes = `All four services run the fixtures' web image, on both sides.
Both sides use the same images, the same registry, which has them already, and fresh nodes made by the same code;
each starts with registry and clients too. The docker CLI's side types without a pause, one command after the other;
attached, as is its default, \`service create\` watches each service for 5 s after it runs.
swarmspec is timed as a whole process, with the flags of \`npm run swarmspec\`. Its services have health checks, so that
it need not watch: without, it too would watch for 5 s, but all at once. The article's services have none, and are not
waited for until they are healthy.
The article's proxy image has configuration and certificate baked in; here they are a config and a secret on both sides.`;

export const printed = ({ date, machine, figures, walks }: Results): string =>
  [
    `${date}, ${Object.entries(machine)
      .map(([name, value]) => `${name} ${value}`)
      .join(", ")}`,
    tableOf(
      ["figure", "value", "target", "met", "runs"],
      figures.map((figure) => [
        figure.what,
        `${shown(figure.value, figure)} ${figure.unit}`.trim(),
        targetOf(figure),
        { true: "yes", false: "NO", undefined: "" }[`${isMet(figure)}`],
        figure.runs.map((run) => shown(run, figure)).join(" "),
      ]),
    ).join("\n"),
    stepsOf("docker CLI, step by step", walks.docker),
    stepsOf("swarmspec, step by step (some side by side)", walks.swarmspec),
    notes,
  ].join("\n\n");

const shown = (value: number, { unit }: Figure): string => {
  if (unit === "MB") return value.toFixed(0);
  return Number.isInteger(value) ? `${value}` : value.toFixed(2);
};

const targetOf = ({ target, unit }: Figure): string => {
  if (target === undefined) return "";
  const bound = target.below === undefined ? `<= ${target.atMost}` : `< ${target.below}`;
  return `${bound} ${unit}`.trim();
};

/** The round nearest to the median. */
const stepsOf = (title: string, walks: readonly Walk[]): string => {
  const middle = median(walks.map(({ seconds }) => seconds));
  const [nearest] = walks.toSorted(
    (a, b) => Math.abs(a.seconds - middle) - Math.abs(b.seconds - middle),
  );
  const rows = (nearest?.steps ?? []).map(({ what, at }) => [what, at.toFixed(1)]);
  return tableOf([title, "s since start"], rows, ["left", "right"]).join("\n");
};

/** Writes them all, with every single run, to results/latest.json; returns its path. */
export const write = (results: Results): string => {
  const folder = join(import.meta.dirname, "results");
  mkdirSync(folder, { recursive: true });
  const met = results.figures.map((figure) => ({ ...figure, met: isMet(figure) }));
  const path = join(folder, "latest.json");
  writeFileSync(path, `${JSON.stringify({ ...results, figures: met, notes }, null, 2)}\n`);
  return path;
};
