import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { extname, join } from "node:path";
import { goingFirst } from "../host/going-first.ts";
import { SwarmspecError } from "../model/errors.ts";
import { type Milliseconds, seconds } from "../model/units.ts";
import type { Errand } from "./errand.ts";

/** The process that asks. */
export interface Prober {
  readonly pid: number | undefined;
  /** What went wrong with it so far, a sentence each. */
  readonly troubles: readonly string[];
  /** Tells it to end, and waits for the answers that are still to come; one that does not end is ended. */
  end(): Promise<void>;
}

/** How long a prober may take to begin; images may be under way on the same disk. */
const toBegin = seconds(60);

/** How long it may take to end: the last requests, and the events that are still to come. */
const toEnd = seconds(15);

/** Starts a prober, and waits until it asks. It ends with this process, however that ends. */
export const startProber = async (
  errand: Errand,
  patience: { readonly toEnd: Milliseconds } = { toEnd },
): Promise<Prober> => {
  const child = await forked();
  const troubles: string[] = [];
  child.on("message", (said) => {
    if (isTrouble(said)) troubles.push(said.trouble);
  });
  // A prober that died is told of by its exit; what it was told then is nobody's any more.
  child.on("error", (error) => troubles.push(`the prober: ${error.message}`));
  const exited = once(child, "exit");
  child.send(errand, () => {});
  const ends = () => endOf(child, { exited, troubles, within: patience.toEnd });
  try {
    await asks(child, exited);
  } catch (error) {
    await ends();
    throw new SwarmspecError("the prober does not ask", {
      cause: error,
      ...(troubles.length > 0 && { hint: troubles.join("; ") }),
    });
  }
  return { pid: child.pid, troubles, end: ends };
};

const isTrouble = (said: unknown): said is { readonly trouble: string } =>
  typeof said === "object" && said !== null && "trouble" in said;

const forked = async (): Promise<ChildProcess> => {
  // Compiled, it has another ending.
  const entry = join(import.meta.dirname, `prober${extname(import.meta.filename)}`);
  // A small young heap: requests are soon over, and what is collected late takes twice the memory.
  const node = [process.execPath, "--max-semi-space-size=2"];
  const [execPath = process.execPath, ...execArgv] = [...((await goingFirst()) ?? []), ...node];
  return fork(entry, { execPath, execArgv });
};

const asks = async (child: ChildProcess, exited: Promise<unknown>): Promise<void> => {
  const signal = AbortSignal.timeout(toBegin);
  const begun = once(child, "message", { signal });
  const gone = exited.then(() => {
    throw new SwarmspecError(`it ended with ${endingOf(child)}`);
  });
  gone.catch(() => {});
  await Promise.race([begun, gone]);
};

interface Ending {
  readonly exited: Promise<unknown>;
  readonly troubles: string[];
  readonly within: Milliseconds;
}

const endOf = async (child: ChildProcess, { exited, troubles, within }: Ending): Promise<void> => {
  if (isRunning(child)) {
    if (child.connected) child.send("end", () => {});
    const killed = setTimeout(() => {
      troubles.push(`the prober did not end within ${within / 1000} s`);
      child.kill("SIGKILL");
    }, within);
    await exited;
    clearTimeout(killed);
  }
  if (child.exitCode !== 0) troubles.push(`the prober ended with ${endingOf(child)}`);
};

const isRunning = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode === null && signalCode === null;

const endingOf = ({ exitCode, signalCode }: ChildProcess): string =>
  signalCode ?? `exit code ${exitCode}`;
