import { NoSuchImage } from "../docker/image.ts";
import { BadInput, SwarmspecError } from "../model/errors.ts";
import { indented, type Line, linesOf, oneLine } from "../model/line.ts";
import { type Around, guarded, print } from "./around.ts";
import { homeFolder, homelessInstead } from "./home.ts";
import { runProgram } from "./program.ts";

/** Runs the command line of this process, and sets its exit code. */
export const runToExit = async (): Promise<void> => {
  const signal = interruptible();
  const over = neverWellBeforeItsEnd();
  process.exitCode = await execute(process.argv.slice(2), {
    cwd: process.cwd(),
    env: process.env,
    // Whoever does not need one may have none.
    get home() {
      return homeFolder();
    },
    stdout: guarded(process.stdout),
    stderr: guarded(process.stderr),
    signal,
  });
  over();
  // A question to a node that is cut off stays open for two minutes, which nobody who interrupted wants to wait for.
  if (signal.aborted) process.exit();
};

/** Runs one command line to its exit code: 2 for bad input, 130 when interrupted, 1 for what else went wrong. */
export const execute = async (argv: readonly string[], around: Around): Promise<number> => {
  try {
    return await runProgram(argv, around);
  } catch (thrown) {
    const error = homelessInstead(thrown);
    print(around.stderr, ...explained(error));
    if (around.signal.aborted) return 130;
    return error instanceof BadInput || error instanceof NoSuchImage ? 2 : 1;
  }
};

/** Phrases are anybody's code, which may end the process; its 0 would be read as that of a command that went well. */
const neverWellBeforeItsEnd = (): (() => void) => {
  const leave = (code: number): void => {
    if (code !== 0) return;
    const said = "something ended the process before its command was done";
    print(guarded(process.stderr), oneLine(said));
    process.exitCode = 1;
  };
  process.once("exit", leave);
  return () => process.off("exit", leave);
};

/** The first signal undoes what was begun; who sends a second one does not want to wait for that. */
const interruptible = (): AbortSignal => {
  const interruption = new AbortController();
  const interrupt = (name: NodeJS.Signals): void => {
    if (interruption.signal.aborted) process.exit(130);
    print(
      guarded(process.stderr),
      oneLine(`${name}: ending, and undoing what was begun; once more to leave at once`),
    );
    interruption.abort(new SwarmspecError("interrupted"));
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, interrupt);
  stopWithoutReader(interruption);
  return interruption.signal;
};

/** `swarmspec probe --watch | head` is no mistake: who stops reading has seen enough. */
const stopWithoutReader = (interruption: AbortController): void => {
  const stop = (error: NodeJS.ErrnoException): void => {
    if (error.code !== "EPIPE" && error.code !== "EIO") throw error;
    interruption.abort(new SwarmspecError("nobody reads on"));
  };
  process.stdout.on("error", stop);
  process.stderr.on("error", stop);
};

/** A mistake of the world or the user in a sentence; a mistake of ours with its stack. */
export const explained = (error: unknown): readonly Line[] => {
  if (!(error instanceof SwarmspecError)) return [oneLine(String(error)), ...framesOf(error)];
  return error.hint === undefined ? error.lines : [...error.lines, indented(error.hint, 2)];
};

/** Where it was thrown. A stack begins with the message, which is told already and may look like anything. */
const framesOf = (error: unknown): readonly Line[] => {
  if (!(error instanceof Error) || error.stack === undefined) return [];
  const { stack, message } = error;
  return linesOf(stack.slice(stack.indexOf(message) + message.length)).filter((line) =>
    /^\s*at /.test(line),
  );
};
