import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, constants, openSync, readFileSync, writeFileSync } from "node:fs";
import type { Readable, Writable } from "node:stream";
import { SwarmspecError } from "../model/errors.ts";
import type { Listener } from "../model/event.ts";
import { read } from "../model/read.ts";
import { milliseconds } from "../model/units.ts";
import { isAlive, processOf, type RunId } from "./run-id.ts";

export interface Locking {
  readonly run: RunId;
  /** Hears who else has the lock, and for how long, a second after it was wanted and every ten seconds from then. */
  readonly tell: Listener;
  /** Ends the wait, and not the work. */
  readonly signal?: AbortSignal;
}

/**
 * Does some work while no other process of this machine, and no other call in this one, does any with the same lock: a
 * file in a folder of our own. The kernel gives the lock back when its holder ends, however that ends.
 */
export const exclusively = async <T>(
  lock: string,
  locking: Locking,
  work: () => Promise<T>,
): Promise<T> => {
  locking.signal?.throwIfAborted();
  makeFile(lock);
  const holder = flock(lock);
  try {
    await taken(holder, lock, locking);
    sayWho(lock, { run: locking.run, since: Date.now() });
    return await work();
  } finally {
    await released(holder);
  }
};

/** Whoever could open it could lock it. */
const makeFile = (lock: string): void => {
  const { O_RDWR, O_CREAT, O_NOFOLLOW } = constants;
  try {
    closeSync(openSync(lock, O_RDWR | O_CREAT | O_NOFOLLOW, 0o600));
  } catch (cause) {
    throw new SwarmspecError(`cannot lock ${lock}: ${(cause as Error).message}`, { cause });
  }
};

interface Held {
  readonly run: RunId;
  /** As an epoch time. */
  readonly since: number;
}

/** Only for others to read. On a disk that is full there is no word about it, and work to be done, as cleaning up. */
const sayWho = (lock: string, held: Held): void => {
  try {
    writeFileSync(lock, JSON.stringify(held));
  } catch {
    // Emptied before it is written: nobody reads of an earlier holder.
  }
};

type Holder = ChildProcessByStdio<Writable, Readable, Readable>;

/**
 * Node has no flock of its own. This one says a line back once it has the lock, and gives it up at the end of its
 * standard input, so also at ours. In a group of its own, as Ctrl-C is not meant for it.
 */
const flock = (lock: string): Holder => {
  const holder = spawn("flock", [lock, "cat"], { stdio: "pipe", detached: true });
  holder.stdin.on("error", () => {});
  holder.stdin.write("held\n");
  return holder;
};

const what = "wait for the private engine's lock";

const taken = async (holder: Holder, lock: string, { tell, signal }: Locking): Promise<void> => {
  const began = performance.now();
  let told = false;
  const say = (): void => {
    told = true;
    tell({ type: "lacking", what, lines: [heldBy(lock)] });
  };
  const [first, later] = [setTimeout(say, 1000), setInterval(say, 10_000)];
  try {
    await answered(holder, lock, signal);
    if (told) tell({ type: "ended", what, took: milliseconds(performance.now() - began) });
  } catch (error) {
    holder.kill();
    if (told) tell({ type: "broke-off", what });
    throw error;
  } finally {
    clearTimeout(first);
    clearInterval(later);
  }
};

/** Until the lock is held; throws if it cannot be had, and when the wait is aborted. */
const answered = (holder: Holder, lock: string, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    let complaint = "";
    const fail = (why: string): void =>
      reject(
        new SwarmspecError(`cannot lock ${lock}: ${why}`, {
          hint: "flock is needed, of Debian's package util-linux",
        }),
      );
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
    holder.stderr.setEncoding("utf8").on("data", (text: string) => {
      complaint += text;
    });
    holder.stdout.once("data", () => resolve());
    holder.once("error", ({ message }) => fail(message));
    holder.once("close", () => fail(complaint.trim() || "flock has ended"));
  });

const heldBy = (lock: string): string => {
  const held = read<Held>(readFileSync(lock, "utf8"));
  if (held === undefined) return `another process holds ${lock}`;
  const where = isAlive(held.run) === undefined ? " of another container" : "";
  const span = Math.round((Date.now() - held.since) / 1000);
  return `process ${processOf(held.run)}${where} has held ${lock} for ${span} s`;
};

/** Waits until it has ended, so that who asks next need not wait for us. */
const released = async (holder: Holder): Promise<void> => {
  holder.stdin.end();
  if (holder.pid !== undefined && holder.exitCode === null && holder.signalCode === null)
    await once(holder, "exit");
};
