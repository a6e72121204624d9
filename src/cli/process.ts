import { homedir } from "node:os";
import { NoSuchImage } from "../docker/image.ts";
import { BadInput, SwarmspecError } from "../model/errors.ts";
import { print } from "./around.ts";
import { runProgram } from "./program.ts";

/** Runs the command line of this process, and sets its exit code. */
export const runToExit = async (): Promise<void> => {
  const interruption = interruptible();
  try {
    process.exitCode = await runProgram(process.argv.slice(2), {
      cwd: process.cwd(),
      env: process.env,
      home: homedir(),
      stdout: process.stdout,
      stderr: process.stderr,
      signal: interruption,
    });
  } catch (error) {
    explain(error);
    process.exitCode = isInputError(error) ? 2 : 1;
  }
  if (interruption.aborted) process.exitCode = 130;
};

/** The first signal undoes what was begun; who sends a second one does not want to wait for that. */
const interruptible = (): AbortSignal => {
  const interruption = new AbortController();
  const interrupt = (name: NodeJS.Signals): void => {
    if (interruption.signal.aborted) process.exit(130);
    print(process.stderr, `${name}: undoing what was begun; once more to leave it`);
    interruption.abort(new SwarmspecError("interrupted"));
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  stopWithoutReader(interruption);
  return interruption.signal;
};

/** `swarmspec probe --watch | head` is no mistake: who stops reading has seen enough. */
const stopWithoutReader = (interruption: AbortController): void => {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    interruption.abort(new SwarmspecError("nobody reads on"));
  });
};

const isInputError = (error: unknown): boolean =>
  error instanceof BadInput || error instanceof NoSuchImage;

const explain = (error: unknown): void => {
  if (!(error instanceof SwarmspecError)) {
    print(process.stderr, error instanceof Error ? (error.stack ?? error.message) : String(error));
    return;
  }
  print(process.stderr, error.message);
  if (error.hint !== undefined) print(process.stderr, `  ${error.hint}`);
};
