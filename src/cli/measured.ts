import type { IRunOptions } from "@cucumber/cucumber/api";
import { Query } from "@cucumber/query";
import { oneLine } from "../model/line.ts";
import { scenarioTold } from "../report/run/scenario.ts";
import { type Terminal, terminalReporter } from "../report/terminal.ts";
import { type Around, hasColours, print } from "./around.ts";
import { cucumberRun, moduleBeside, silent } from "./cucumber-run.ts";
import type { ForeseenScenario } from "./foreseen.ts";
import { messageFile } from "./message-file.ts";
import { endRun } from "./run-end.ts";
import { placeIn } from "./scenario-places.ts";
import { messagesIn, mostTimes } from "./test-report.ts";

interface Measuring {
  readonly run: IRunOptions;
  readonly folder: string;
  readonly around: Around;
  /** Of watches whose phrase says none. */
  readonly rate?: number | undefined;
}

/** Runs scenarios, and those again that turn out to be unknown; a fail is a fail. */
export const measured = async (
  chosen: readonly ForeseenScenario[],
  { run, folder, around, rate }: Measuring,
): Promise<{ readonly success: boolean; readonly times: number }> => {
  let [times, success, open] = [1, true, chosen];
  const again = () => times < mostTimes && !around.signal.aborted;
  const onTerminal = terminalReporter({ ...terminalOf(around), again });
  const tell = (trouble: string) => print(around.stderr, oneLine(trouble));
  let wrong: unknown;
  try {
    for (; ; times++) {
      const query = new Query();
      using messages = messageFile(messagesIn(folder, times), tell);
      const confined = confinedTo(open, run, { report: folder, rate });
      const ended = await cucumberRun(confined, around, (message) => {
        messages.write(message);
        query.update(message);
        onTerminal(message);
      });
      success = ended.success && messages.isWhole();
      const unknown = unknownIn(query);
      open = open.filter((one) => unknown.has(placeIn(one)));
      if (open.length === 0 || !again()) break;
    }
  } finally {
    await endRun().catch((error) => {
      wrong = error;
    });
  }
  if (wrong === undefined) return { success, times };
  // Told here: no scenario is left that could tell it.
  const why = wrong instanceof Error ? wrong.message : String(wrong);
  print(around.stderr, oneLine(`what the run has made could not all be removed: ${why}`));
  return { success: false, times };
};

const unknownIn = (query: Query): ReadonlySet<string> =>
  new Set(
    query
      .findAllTestCaseStarted()
      .map((started) => scenarioTold(query, started))
      .filter(({ outcome }) => outcome === "unknown")
      .map(({ uri, line }) => `${uri}:${line}`),
  );

const confinedTo = (
  chosen: readonly ForeseenScenario[],
  run: IRunOptions,
  { report, rate }: { readonly report: string; readonly rate: number | undefined },
): IRunOptions => ({
  ...run,
  // The filter sees to it: drawn once more, it would be another one.
  sources: { ...run.sources, order: "defined" },
  formats: {
    ...run.formats,
    stdout: silent,
  },
  runtime: {
    ...run.runtime,
    worldParameters: {
      ...run.runtime.worldParameters,
      report,
      ...(rate !== undefined && { rate }),
      swarms: chosen.map(({ swarm }) => swarm),
      // Clusters stay until what is unknown has been measured again.
      endsLater: true,
    },
  },
  plugins: {
    specifiers: [...(run.plugins?.specifiers ?? []), filter],
    options: { ...run.plugins?.options, swarmspec: { places: chosen.map(placeIn) } },
  },
});

const filter = moduleBeside("scenario-filter");

const terminalOf = ({ stdout, env }: Around): Omit<Terminal, "again"> => ({
  write: (text) => stdout.write(text),
  colour: hasColours(stdout, { env }),
  command: import.meta.filename.endsWith(".ts") ? "npm run -s swarmspec --" : "swarmspec",
});
