import { join } from "node:path";
import type { Envelope } from "@cucumber/messages";
import { BadInput, severalProblems } from "../model/errors.ts";
import { oneLine } from "../model/line.ts";
import type { Share } from "../model/watch.ts";
import { leftInWords } from "../probe/strain.ts";
import type { RunTold } from "../report/run/told.ts";
import { isDescription } from "../spec/description.ts";
import { type Around, print } from "./around.ts";
import { uptime } from "./clock.ts";
import { contextOf, warn } from "./cluster-file.ts";
import { configuration, pickingOf } from "./cucumber-configuration.ts";
import { type ForeseenScenario, foreseen, patternOf } from "./foreseen.ts";
import { measured } from "./measured.ts";
import { type NamedPath, namedPaths } from "./named-paths.ts";
import { machinePulse } from "./pulse.ts";
import { refuseSettings } from "./refused-settings.ts";
import { projectFolder } from "./report-folder.ts";
import { isMeantBy, refuseNoFile, refuseNothing } from "./scenario-places.ts";
import { loadedSteps } from "./step-code.ts";
import { providedBy, type TestOptions } from "./test-options.ts";
import { clearReport, writeTestReport } from "./test-report.ts";
import { unproved } from "./unproved.ts";
import { unreadySteps } from "./unready-steps.ts";

/**
 * Runs the scenarios with cucumber, as cucumber.js configures it, and writes the report. 0 means that every one of
 * them has passed. Throws BadInput before anything starts, with all that is wrong: steps that no phrase fits, clusters
 * that cannot be, scenarios that could only pass, and paths of which nothing would be run.
 */
export const runFeatures = async (
  wanted: readonly string[],
  around: Around,
  options: TestOptions = {},
): Promise<number> => {
  const { report = "report", dryRun = false, rate } = options;
  const { run, named, chosen, scenarios } = await readyToRun(wanted, around, options);
  if (wanted.length > 0) tellShares(named, scenarios, around);
  if (dryRun) return toldReady(chosen, around);

  around.signal.throwIfAborted();
  const folder = projectFolder(around.cwd, report);
  clearReport(folder);
  const shares: Share[] = [];
  const pulse = machinePulse(uptime(), (line) => {
    if ("left" in line) shares.push(line);
  });
  const measuring = measured(chosen, { run, folder, around, rate });
  const ended = await measuring.finally(() => pulse.end());
  const interrupted = around.signal.aborted;
  const { run: told, unwritten } = await writeTestReport(folder, { interrupted, ...ended });
  for (const line of remarks[told.verdict] ?? []) print(around.stderr, oneLine(line));
  print(around.stderr, oneLine(`Meanwhile ${leftInWords(shares)}.`));
  print(around.stderr, ...unwritten.map((why) => oneLine(why)));
  if (unwritten.length === 0)
    print(around.stderr, oneLine(`The report is ${join(report, "index.html")}.`));
  if (interrupted) return 130;
  // Who reads the report would miss what is not in it.
  return unwritten.length === 0 ? exitCodeOf(told.verdict) : exitCodeOf(told.verdict) || 1;
};

const remarks: Partial<Record<RunTold["verdict"], readonly string[]>> = {
  unknown: [
    "What is unknown was neither kept nor broken, as far as was seen. A quieter machine would help, or fewer",
    "requests a second: docs/proof.md says what unknown means.",
  ],
  skipped: ["Not everything was run, and what was skipped proves nothing."],
};

/** Whatever is less than passed is red; what could not be judged is told from what failed. */
export const exitCodeOf = (verdict: RunTold["verdict"]): 0 | 1 | 4 => {
  if (verdict === "unknown") return 4;
  return verdict === "passed" ? 0 : 1;
};

/** What is to be run; throws BadInput where less would be proved by that than it seems. */
const readyToRun = async (wanted: readonly string[], around: Around, options: TestOptions) => {
  const cucumber = await configuration(
    { provided: providedBy(options), ...wishOf(options) },
    around,
  );
  refuseSettings(cucumber);
  const named = namedPaths(wanted.length > 0 ? wanted : cucumber.sources.paths, around);
  for (const one of named) refuseNoFile(one, "run");
  const files = new Set(named.flatMap((one) => one.files));
  const paths = [...files].map((file) => patternOf(file, around.cwd));
  const sources = { ...cucumber.sources, paths };
  const support = await loadedSteps({ ...cucumber, sources }, around);
  const run = { ...cucumber, sources, support };
  const seen = await foreseen(run, around);
  refuse(seen.unreadable);
  const { scenarios, documents } = seen;
  for (const one of named) refuseNothing(one, scenarios, pickingOf(cucumber));
  const chosen = scenarios.filter(
    (one) => one.isPicked && named.some((path) => isMeantBy(path, one)),
  );
  const facing = { cwd: around.cwd, steps: support.stepDefinitions };
  const { warnings, problems } = await impossible(chosen, around);
  refuse([
    ...unproved({ chosen, documents, named }, cucumber),
    ...(seen.messages.some(isOfSteps) ? unreadySteps(chosen, seen, facing) : [noSteps(around)]),
    ...problems,
  ]);
  warn(around, warnings);
  return { run, named, chosen, scenarios };
};

/** Clusters that cannot be; what reads stack files is loaded only where one is described. */
const impossible = async (chosen: readonly ForeseenScenario[], around: Around) => {
  const describing = chosen
    .map(({ said }) => said)
    .filter(({ steps }) => steps.some(isDescription));
  if (describing.length === 0) return { warnings: [], problems: [] };
  const { examined } = await import("../spec/feature.ts");
  const { warningsOf } = await import("../spec/check.ts");
  const { described, problems } = examined(describing, contextOf(around));
  return { warnings: new Set(described.flatMap(({ spec }) => warningsOf(spec))), problems };
};

/** Something was loaded, be it a phrase that is none yet. */
const isOfSteps = ({ stepDefinition, hook, undefinedParameterType }: Envelope): boolean =>
  [stepDefinition, hook, undefinedParameterType].some((one) => one !== undefined);

const noSteps = ({ cwd }: Around): BadInput =>
  new BadInput("no steps are loaded", {
    hint: `cucumber.js in ${cwd} says where they are, as in: export default { import: ["steps/**/*.ts"] };`,
  });

const wishOf = ({ config, profile }: TestOptions) => ({
  ...(config !== undefined && { file: config }),
  ...(profile !== undefined && { profiles: profile }),
});

const refuse = (problems: readonly BadInput[]): void => {
  if (problems.length > 0) throw severalProblems(problems);
};

const toldReady = ({ length }: readonly ForeseenScenario[], { stderr }: Around): number => {
  const could = `${length} ${length === 1 ? "scenario" : "scenarios"} could be run`;
  print(stderr, oneLine(`A dry run: ${could}. Nothing was run, so nothing is proved.`));
  return 0;
};

/** Whoever names a file is told what is run of it. */
const tellShares = (
  named: readonly NamedPath[],
  scenarios: readonly ForeseenScenario[],
  { stderr }: Around,
): void => {
  for (const path of named) {
    const meant = scenarios.filter((one) => isMeantBy(path, one));
    const picked = meant.filter(({ isPicked }) => isPicked).length;
    print(stderr, oneLine(`${path.path}: ${picked} of ${meant.length} scenarios`));
  }
};
