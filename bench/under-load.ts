import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { print } from "../src/cli/around.ts";
import { projectFolder } from "../src/cli/report-folder.ts";
import { toldIn } from "../src/cli/test-report.ts";
import { BadInput } from "../src/model/errors.ts";
import { oneLine } from "../src/model/line.ts";
import { type ScenarioTold, scenariosOf } from "../src/report/run/told.ts";
import { tableOf } from "../src/report/table.ts";
import { busyLoops } from "./busy-loops.ts";
import { stopwatch } from "./numbers.ts";
import { surroundings } from "./surroundings.ts";

// Runs the features, or those that are named, with busy loops beside them, again and again, and says what came of each
// scenario each time. With --sabotage it runs the sabotages so, which tell themselves what was caught.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    loops: { type: "string", default: "0" },
    runs: { type: "string", default: "1" },
    sabotage: { type: "boolean", default: false },
  },
});
const around = surroundings();

const numberOf = (option: "loops" | "runs", least: number): number => {
  const number = Number(values[option]);
  if (Number.isInteger(number) && number >= least) return number;
  throw new BadInput(`--${option} is a whole number, ${least} or more`);
};

interface Run {
  readonly code: number | null;
  /** In seconds. */
  readonly took: number;
  readonly scenarios: readonly ScenarioTold[];
}

/** A process of its own, which ends before we do: it hears what a terminal says, and is told what else ends us. */
const ended = async (args: readonly string[]): Promise<number | null> => {
  const child = spawn(process.execPath, args, { cwd: around.cwd, stdio: "inherit" });
  around.signal.addEventListener("abort", () => child.kill("SIGINT"), { once: true });
  const [code] = await once(child, "exit");
  return code;
};

const tested = async (time: number): Promise<Run> => {
  const report = join("report", "under-load", String(time));
  const since = stopwatch();
  const code = await ended(["src/cli/main.ts", "test", "--report", report, ...positionals]);
  const took = since();
  const folder = projectFolder(around.cwd, report);
  const told = toldIn(folder, { interrupted: around.signal.aborted, success: code === 0 });
  return { code, took, scenarios: scenariosOf(told) };
};

const outcomeOf = ({ outcome, before }: ScenarioTold): string =>
  before.length === 0 ? outcome : `${outcome} (${before.length + 1} times)`;

const printTable = (runs: readonly Run[]): void => {
  const ids = [...new Set(runs.flatMap(({ scenarios }) => scenarios.map(({ id }) => id)))];
  const all = runs.map(({ scenarios }) => new Map(scenarios.map((one) => [one.id, one])));
  const rows = ids.map((id) => {
    const seen = all.map((run) => run.get(id));
    const where = seen.find((one) => one !== undefined);
    return [
      `${where?.uri}:${where?.line}`,
      ...seen.map((one) => (one ? outcomeOf(one) : "not run")),
    ];
  });
  const times = runs.map(({ code, took }) => `${Math.round(took)} s, exit ${code}`);
  const head = ["scenario", ...runs.map((_, i) => `run ${i + 1}`)];
  print(around.stdout, ...tableOf(head, [...rows, ["all", ...times]]));
};

const main = async (): Promise<number> => {
  const [loops, runs] = [numberOf("loops", 0), numberOf("runs", 1)];
  using _ = busyLoops(loops);
  const times = Array.from({ length: runs }, (_, i) => i + 1);
  if (values.sabotage) {
    const codes = await inTurn(times, () => ended(["sabotage/sabotage.ts", ...positionals]));
    return codes.every((code) => code === 0) ? 0 : 1;
  }
  const all = await inTurn(times, tested);
  printTable(all);
  return all.every(({ code }) => code === 0) ? 0 : 1;
};

const inTurn = async <T>(times: readonly number[], act: (time: number) => Promise<T>) => {
  const all: T[] = [];
  for (const time of times) if (!around.signal.aborted) all.push(await act(time));
  return all;
};

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof BadInput)) throw error;
  print(around.stderr, oneLine(error.message));
  process.exitCode = 2;
}
