import { BadInput } from "../model/errors.ts";
import { shellWord } from "../model/shell.ts";
import type { ClusterSpec } from "../model/spec.ts";
import type { Context } from "../spec/context.ts";
import { changesIn } from "../spec/description.ts";
import { doubtfulSteps } from "../spec/doubtful-steps.ts";
import { type DescribedCluster, describedIn, saidIn } from "../spec/feature.ts";
import type { SaidScenario, SaidStep } from "../spec/scenario-steps.ts";
import type { Around } from "./around.ts";
import { featureTexts, type NamedPath, namedPaths } from "./named-paths.ts";
import { noSuchLine, refuseNoFile } from "./scenario-places.ts";

/** A cluster as features describe it, and what people should know of how it was read. */
interface Read {
  readonly spec: ClusterSpec;
  readonly warnings: readonly string[];
}

/** The one cluster that the scenarios at these paths begin with. Throws BadInput. */
export const featureCluster = async (
  wanted: readonly string[],
  around: Around,
  context: Context,
): Promise<Read> => {
  const paths = wanted.length > 0 ? wanted : await configuredPaths(around);
  const named = namedPaths(paths, around);
  for (const one of named) refuseNoFile(one, "read");
  const scenarios = await scenariosAt(paths, around);
  for (const one of named) refuseNoScenario(one, scenarios);
  await refuseUnknown(doubtfulSteps(scenarios), around);
  const all = describedIn(scenarios, context);
  const [only, another] = all;
  if (only === undefined)
    throw new BadInput("nothing in these features describes a cluster", {
      hint: 'begin a Background with: Given a swarm "NAME" with these nodes',
    });
  if (another !== undefined) throw severalClusters(all, scenarios);
  return { spec: only.spec, warnings: leftOut(only) };
};

const configuredPaths = async (around: Around): Promise<readonly string[]> => {
  const { configuration } = await import("./cucumber-configuration.ts");
  return (await configuration({}, around)).sources.paths;
};

/** Which language a text is in is asked only where it is not English: a command should start at once. */
const scenariosAt = async (
  paths: readonly string[],
  around: Around,
): Promise<readonly SaidScenario[]> => {
  try {
    return saidIn(featureTexts(paths, around));
  } catch (error) {
    const { configuration } = await import("./cucumber-configuration.ts");
    const { defaultDialect } = (await configuration({}, around)).sources;
    if (!(error instanceof BadInput) || defaultDialect === "en") throw error;
    return saidIn(featureTexts(paths, around, defaultDialect));
  }
};

const refuseNoScenario = (
  { files, lines }: NamedPath,
  scenarios: readonly SaidScenario[],
): void => {
  const known = scenarios.filter(({ file }) => files.includes(file)).flatMap((one) => one.lines);
  const [missing] = lines.filter((line) => !known.includes(line));
  if (missing !== undefined) throw noSuchLine(files[0] ?? "", missing);
};

/** Steps are read only where it is not plain without them what a step is. */
const refuseUnknown = async (doubtful: readonly SaidStep[], around: Around): Promise<void> => {
  if (doubtful.length === 0) return;
  const { unknownAmong } = await import("./known-steps.ts");
  const [unknown] = await unknownAmong(doubtful, around);
  if (unknown !== undefined) throw unknown;
};

const severalClusters = (
  all: readonly DescribedCluster[],
  every: readonly SaidScenario[],
): BadInput => {
  const example = all.flatMap(({ scenarios }) => placesOf(scenarios, every)).at(-1);
  const each = all.map(
    ({ spec, scenarios }) => `  ${spec.name}: ${placesOf(scenarios, every).join(" ")}`,
  );
  return new BadInput([`the features describe ${all.length} different clusters`, ...each], {
    hint: `name the one that you mean, for example ${example}`,
  });
};

/** As people would name them on a command line: a file of which all are meant is its name. */
const placesOf = (
  scenarios: readonly SaidScenario[],
  every: readonly SaidScenario[],
): readonly string[] =>
  [...Map.groupBy(scenarios, ({ file }) => file)].map(([file, meant]) => {
    const all = every.filter((one) => one.file === file).length;
    const lines = meant.map((one) => one.lines.at(-1));
    return shellWord(meant.length === all ? file : [file, ...lines].join(":"));
  });

/** What their scenarios make of the cluster later is no part of it, which nobody should learn from the swarm. */
const leftOut = ({ scenarios }: DescribedCluster): readonly string[] =>
  scenarios.flatMap(({ steps }) => {
    const [first] = changesIn(steps);
    if (first === undefined) return [];
    const { file, line } = first.place;
    const behind = "is said only after its scenario has done something, and left out here";
    return [`${file}:${line}: ${first.text} (and what follows it) ${behind}`];
  });
