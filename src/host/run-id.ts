import { createHash } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** Names the process that made something: machine, process namespace, process and its start. */
export type RunId = string;

/** The run that this process is. */
export const thisRun = (): RunId =>
  [machine(), boot(), processNamespace(), process.pid, startOf(process.pid) ?? "x"].join("-");

/**
 * Whether the process of a run still lives. Undefined where it cannot be known from here:
 * the run belongs to another machine or process namespace that shares the engine.
 */
export const isAlive = (run: RunId): boolean | undefined => {
  const [where, since, namespace, pid, start] = run.split("-");
  if (where !== machine()) return undefined;
  // No process outlives its machine's power.
  if (since !== boot()) return false;
  if (namespace !== processNamespace()) return undefined;
  return startOf(Number(pid)) === start;
};

/** The process of a run, on whatever machine it is. */
export const processOf = (run: RunId): number => Number(run.split("-")[3]);

const machine = (): string =>
  createHash("sha256")
    .update(read("/etc/machine-id") || hostname())
    .digest("hex")
    .slice(0, 8);

const boot = (): string => read("/proc/sys/kernel/random/boot_id")?.slice(0, 8) ?? "x";

const processNamespace = (): string => {
  try {
    return readlinkSync("/proc/self/ns/pid").replace(/\D/g, "");
  } catch {
    return "0";
  }
};

/** Start time in clock ticks since boot tells a process from a later one with the same number. */
const startOf = (pid: number): string | undefined => {
  const stat = read(`/proc/${pid}/stat`);
  if (stat === undefined) return runsWithoutProc(pid) ? "x" : undefined;
  const [state, ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return state === "Z" ? undefined : rest[18];
};

const runsWithoutProc = (pid: number): boolean => {
  if (process.platform === "linux") return false;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const read = (path: string): string | undefined => {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return undefined;
  }
};
