import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { Writable } from "node:stream";
import {
  type IRunEnvironment,
  type IRunOptions,
  loadConfiguration,
  loadSupport,
  runCucumber,
} from "@cucumber/cucumber/api";
import type { Pickle } from "@cucumber/messages";
import { Query } from "@cucumber/query";
import { BadInput } from "../model/errors.ts";
import { oneLine } from "../model/line.ts";
import { type Terminal, terminalReporter } from "../report/terminal.ts";
import { matcher } from "../spec/step-match.ts";
import { swarm } from "../spec/swarm-phrases.ts";
import { unknownPhrases } from "../spec/unknown-phrases.ts";
import { type Around, hasColours, type Output, print } from "./around.ts";
import { featureTexts, refuseImpossible } from "./cluster-file.ts";
import { placesOf, refuseUnknownLines } from "./scenario-places.ts";
import { messagesIn, writeTestReport } from "./test-report.ts";

interface TestOptions {
  readonly tags?: string;
  readonly report?: string;
}

/**
 * Runs the scenarios with cucumber, as cucumber.js configures it, and writes the report.
 * Throws BadInput for a step that no phrase fits and for a cluster that cannot be, before anything starts.
 */
export const runFeatures = async (
  paths: readonly string[],
  around: Around,
  { tags, report = "report" }: TestOptions = {},
): Promise<number> => {
  await refuseImpossible(paths, around);
  mkdirSync(resolve(around.cwd, report), { recursive: true });
  const environment = { cwd: around.cwd, stdout: nowhere(), stderr: through(around.stderr) };
  const provided = {
    ...(paths.length > 0 && { paths: [...paths] }),
    ...(tags !== undefined && { tags }),
    format: formatsIn(report),
  };
  const { runConfiguration } = await loadConfiguration({ provided }, environment);
  const support = await loadSupport(runConfiguration, environment);
  const run = { ...runConfiguration, support };
  const { phrases, scenarios, places, swarms } = await known(run, environment);
  refuseUnknown(paths, around, phrases);
  refuseUnknownLines(paths, { cwd: around.cwd, places });
  if (scenarios === 0) throw new BadInput("no scenario is to be run, so nothing would be proved");
  const formats = { ...runConfiguration.formats, stdout: "message" };
  const onTerminal = terminalReporter(terminalOf(around));
  const { success } = await runCucumber(
    {
      ...run,
      formats,
      runtime: {
        ...run.runtime,
        worldParameters: { report: resolve(around.cwd, report), swarms },
      },
    },
    environment,
    onTerminal,
  );
  const interrupted = around.signal.aborted;
  await writeTestReport(resolve(around.cwd, report), { interrupted });
  print(around.stderr, oneLine(`The report is ${join(report, "index.html")}.`));
  if (interrupted) return 130;
  return success ? 0 : 1;
};

/** What cucumber itself writes; people read what is made of it. */
const formatsIn = (report: string): [string, string][] => [
  ["junit", join(report, "junit.xml")],
  ["message", messagesIn(report)],
];

const terminalOf = ({ stdout, env }: Around): Terminal => ({
  write: (text) => stdout.write(text),
  colour: hasColours(stdout, { env }),
  command: import.meta.filename.endsWith(".ts") ? "npm run -s swarmspec --" : "swarmspec",
});

/** A dry run tells which phrases there are, and runs neither steps nor hooks. */
const known = async (run: IRunOptions, environment: IRunEnvironment) => {
  const query = new Query();
  const dry = { ...run, runtime: { ...run.runtime, dryRun: true }, formats: unseen };
  await runCucumber(dry, environment, (message) => query.update(message));
  const started = query.findAllTestCaseStarted();
  return {
    phrases: query.findAllStepDefinitions().map(({ pattern }) => pattern.source),
    scenarios: started.length,
    places: started.flatMap((one) => placesOf(query, one)),
    swarms: started.map((one) => swarmOf(query.findPickleBy(one))),
  };
};

const swarmIn = matcher(swarm.expression);

/** The swarm that a scenario is about; null if none, as it goes through JSON. */
const swarmOf = (pickle: Pickle | undefined): string | null => {
  const [name = null] = pickle?.steps.flatMap(({ text }) => swarmIn(text)?.[0] ?? []) ?? [];
  return name === null ? null : String(name);
};

const unseen = { stdout: "message", files: {}, publish: false as const, options: {} };

const through = (out: Output): Writable =>
  new Writable({
    decodeStrings: false,
    write: (chunk, _encoding, done) => {
      out.write(String(chunk));
      done();
    },
  });

const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

const refuseUnknown = (
  paths: readonly string[],
  around: Around,
  phrases: readonly string[],
): void => {
  const [first] = unknownPhrases(featureTexts(paths, around), phrases);
  if (first !== undefined) throw first;
};
