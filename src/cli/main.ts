#!/usr/bin/env node
import { homedir } from "node:os";
import { NoSuchImage } from "../docker/image.ts";
import { BadInput, SwarmspecError } from "../model/errors.ts";
import { print } from "./around.ts";
import { runProgram } from "./program.ts";

const interruption = new AbortController();

// The first signal undoes what was begun; who sends a second one does not want to wait for that.
const interrupt = (name: NodeJS.Signals): void => {
  if (interruption.signal.aborted) process.exit(130);
  print(process.stderr, `${name}: undoing what was begun; once more to leave it`);
  interruption.abort(new SwarmspecError("interrupted"));
};
process.on("SIGINT", interrupt).on("SIGTERM", interrupt);

const exitCodeOf = (error: unknown): number => {
  if (interruption.signal.aborted) return 130;
  return error instanceof BadInput || error instanceof NoSuchImage ? 2 : 1;
};

const explain = (error: unknown): void => {
  if (!(error instanceof SwarmspecError)) {
    print(process.stderr, error instanceof Error ? (error.stack ?? error.message) : String(error));
    return;
  }
  print(process.stderr, error.message);
  if (error.hint !== undefined) print(process.stderr, `  ${error.hint}`);
};

try {
  process.exitCode = await runProgram(process.argv.slice(2), {
    cwd: process.cwd(),
    env: process.env,
    home: homedir(),
    stdout: process.stdout,
    stderr: process.stderr,
    signal: interruption.signal,
  });
} catch (error) {
  explain(error);
  process.exitCode = exitCodeOf(error);
}
