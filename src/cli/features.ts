import { join } from "node:path";
import { Writable } from "node:stream";
import { loadSupport } from "@cucumber/cucumber/api";
import type { BadInput } from "../model/errors.ts";
import { oneLine } from "../model/line.ts";
import type { Share } from "../model/watch.ts";
import { leftInWords } from "../probe/strain.ts";
import type { RunTold } from "../report/run/told.ts";
import { provingNothing } from "../spec/proving-nothing.ts";
import { unknownPhrases } from "../spec/unknown-phrases.ts";
import { type Around, type Output, print } from "./around.ts";
import { uptime } from "./clock.ts";
import { featureTexts, refuseImpossible } from "./cluster-file.ts";
import { configured } from "./cucumber-configuration.ts";
import { type ForeseenScenario, foreseen, nowhere, patternOf } from "./foreseen.ts";
import { measured } from "./measured.ts";
import { type NamedPath, namedPaths } from "./named-paths.ts";
import { machinePulse } from "./pulse.ts";
import { projectFolder } from "./report-folder.ts";
import { isMeantBy, refuseNothing } from "./scenario-places.ts";
import { clearReport, writeTestReport } from "./test-report.ts";

interface TestOptions {
  readonly tags?: string;
  readonly report?: string;
}

/**
 * Runs the scenarios with cucumber, as cucumber.js configures it, and writes the report. 0 means that every one of
 * them has passed. Throws BadInput before anything starts: for a step that no phrase fits, a cluster that cannot be,
 * a scenario that could only pass, and a path of which nothing would be run.
 */
export const runFeatures = async (
  wanted: readonly string[],
  around: Around,
  { tags, report = "report" }: TestOptions = {},
): Promise<number> => {
  const { cwd } = around;
  const environment = { cwd, stdout: nowhere(), stderr: through(around.stderr) };
  const { cucumber, paths, picking } = await configured({ paths: wanted, tags }, environment);
  await refuseImpossible(paths, around);
  const texts = featureTexts(paths, around);
  refuse(provingNothing(texts));
  const sources = { ...cucumber.sources, paths: texts.map(({ path }) => patternOf(path, cwd)) };
  const support = await loadSupport({ ...cucumber, sources }, environment);
  const run = { ...cucumber, sources, support };
  const { phrases, scenarios } = await foreseen(run, cwd);
  refuse(unknownPhrases(texts, phrases));
  const named = namedPaths(paths, around);
  for (const one of named) refuseNothing(one, scenarios, picking);
  if (wanted.length > 0) tellShares(named, scenarios, around);

  around.signal.throwIfAborted();
  const folder = projectFolder(cwd, report);
  clearReport(folder);
  const chosen = scenarios.filter(
    (one) => one.isPicked && named.some((path) => isMeantBy(path, one)),
  );
  const shares: Share[] = [];
  const pulse = machinePulse(uptime(), (line) => {
    if ("left" in line) shares.push(line);
  });
  const measuring = measured(chosen, { run, folder, around, environment });
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

const refuse = ([first]: readonly BadInput[]): void => {
  if (first !== undefined) throw first;
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

const through = (out: Output): Writable =>
  new Writable({
    decodeStrings: false,
    write: (chunk, _encoding, done) => {
      out.write(String(chunk));
      done();
    },
  });
