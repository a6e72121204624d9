import { extname, join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Milliseconds } from "../model/units.ts";
import type { MachineLine } from "../model/watch.ts";

/**
 * Has a thread keep the pulse of this machine until it is told to end: one of its own wakes on time whatever the
 * others do, so what keeps it from waking is the machine. Times are since that uptime.
 */
export const machinePulse = (
  zero: Milliseconds,
  record: (line: MachineLine) => void,
): { readonly end: () => Promise<void> } => {
  // Compiled, it has another ending.
  const entry = join(import.meta.dirname, `pulse-thread${extname(import.meta.filename)}`);
  const thread = new Worker(entry, { workerData: zero });
  thread.on("message", record);
  const over = new Promise<void>((resolve) => thread.once("exit", () => resolve()));
  return {
    end: () => {
      thread.postMessage("end");
      return over;
    },
  };
};
