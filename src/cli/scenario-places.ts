import { BadInput } from "../model/errors.ts";
import type { NamedPath } from "./named-paths.ts";

/** A scenario, or one example of an outline, before it runs. */
export interface PlacedScenario {
  readonly uri: string;
  /** By which people may name it: its own line, and behind that the line of its example in an outline. */
  readonly lines: readonly number[];
  /** False where tags, or what else cucumber was told to pick by, leave it out. */
  readonly isPicked: boolean;
}

/** Where it begins, unlike any other. */
export const placeIn = ({ uri, lines }: PlacedScenario): string => `${uri}:${lines.at(-1)}`;

export const isMeantBy = ({ files, lines }: NamedPath, scenario: PlacedScenario): boolean =>
  files.includes(scenario.uri) &&
  (lines.length === 0 || lines.some((line) => scenario.lines.includes(line)));

/**
 * Throws BadInput for a path, or a line behind one, of which nothing would be run, as less would be proved than was
 * asked for. `picking` says in words what leaves scenarios out, if anything does.
 */
export const refuseNothing = (
  named: NamedPath,
  all: readonly PlacedScenario[],
  picking: readonly string[],
): void => {
  const { path, files, lines } = named;
  const nothing = (why: string) => new BadInput(`nothing of ${path} would be run: ${why}`);
  if (!all.some(({ uri }) => files.includes(uri))) throw nothing("it has no scenario");
  for (const part of partsOf(named)) {
    const meant = all.filter((one) => isMeantBy(part, one));
    if (meant.length === 0) throw noSuchLine(files[0] ?? "", part.lines[0] ?? 0);
    if (meant.every(({ isPicked }) => !isPicked))
      throw nothing(`${counted(meant, lines.length > 0)} left out by ${picking.join(" and ")}`);
  }
};

/** The same for a path at which there is no file at all, of which nothing would be run, or read. */
export const refuseNoFile = ({ path, files }: NamedPath, done: "run" | "read"): void => {
  if (files.length === 0)
    throw new BadInput(`nothing of ${path} would be ${done}: no feature file is in it`);
};

const partsOf = (named: NamedPath): readonly NamedPath[] =>
  named.lines.length === 0 ? [named] : named.lines.map((line) => ({ ...named, lines: [line] }));

export const noSuchLine = (file: string, line: number): BadInput =>
  new BadInput(`no scenario to be run begins at ${file}:${line}`, {
    hint: "name the line of its Scenario, or that of one example of an outline",
  });

const counted = ([first, ...more]: readonly PlacedScenario[], isLine: boolean): string => {
  if (isLine) return `the scenario at line ${first?.lines[0]} is`;
  return more.length === 0 ? "its one scenario is" : `all of its ${more.length + 1} scenarios are`;
};
