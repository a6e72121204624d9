import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Around } from "../src/cli/around.ts";
import { SwarmspecError } from "../src/model/errors.ts";
import { watchPeak } from "./peak-memory.ts";
import { type Walk, walking } from "./walk.ts";

/** One run of the command line, from its start to its end. */
export interface Run extends Walk {
  /** The most memory that the process held, in MB. */
  readonly peak: number;
}

/** Runs swarmspec as a process of its own. Throws with the end of what it said unless it exits with 0. */
export const swarmspec = async (
  args: readonly string[],
  { cwd, env, signal }: Pick<Around, "cwd" | "env" | "signal">,
): Promise<Run> => {
  signal.throwIfAborted();
  const { done, walked } = walking();
  // In a group of its own, or Ctrl-C would reach it twice, and twice means not to clean up.
  const child = spawn(process.execPath, [...scriptOf(cwd), ...args], {
    ...{ cwd, env, detached: true },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const memory = watchPeak(child.pid);
  const interrupt = () => child.kill("SIGTERM");
  signal.addEventListener("abort", interrupt);
  const said: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => {
    said.push(line);
    const [, step] = line.match(/^ *[\d.]+ s {2}(.+)$/) ?? [];
    if (step !== undefined) done(step);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  const run = { ...walked(), peak: memory.stop() };
  signal.removeEventListener("abort", interrupt);
  signal.throwIfAborted();
  if (code === 0) return run;
  throw new SwarmspecError(
    `swarmspec ${args.join(" ")} ended with ${code ?? "a signal"}:\n${said.slice(-12).join("\n")}`,
  );
};

/** What `npm run swarmspec` hands to node: the flags that users get belong to what is measured. */
const scriptOf = (cwd: string): readonly string[] => {
  const { scripts } = JSON.parse(readFileSync(join(cwd, "package.json"), "utf8"));
  return scripts.swarmspec.split(" ").slice(1);
};
