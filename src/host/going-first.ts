import { availableParallelism } from "node:os";
import { run } from "./command.ts";

/**
 * A command that goes before what it is put in front of, so that it is not kept waiting by what it measures: a
 * real-time class, in which no process of the usual class, nice or not, in whatever group, can push it aside.
 * Without a second processor it would stand in the way of all others, and is not used.
 */
export type GoingFirst = readonly [program: string, ...args: string[]];

/**
 * How long such a process may run without once waiting for anything, in microseconds, before the kernel ends it: one
 * that runs wild must not stop the machine.
 */
const longestRun = 1_000_000;

const realTime: GoingFirst = [
  "prlimit",
  `--rttime=${longestRun}:${longestRun}`,
  ...["chrt", "--rr", "1"],
];

/** Such a command if this user may and this machine can, found out by trying; else undefined. */
export const goingFirst = async (): Promise<GoingFirst | undefined> => {
  if (availableParallelism() < 2) return undefined;
  const [program, ...args] = realTime;
  try {
    await run(program, [...args, "true"]);
    return realTime;
  } catch {
    return undefined;
  }
};
