import { createHash } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** Names the process that made something: machine, process namespace, process and its start. */
export type RunId = string;

/** How this machine is asked about itself and its processes. */
export interface Senses {
  /** What a file holds, without the spaces around it; undefined if it cannot be read. */
  readonly read: (path: string) => string | undefined;
  /** Whether a process has this number; undefined if that cannot be known. */
  readonly exists: (pid: number) => boolean | undefined;
}

/** The run that this process is. */
export const thisRun = (): RunId => {
  const { pid } = process;
  const start = startIn(own.read(`/proc/${pid}/stat`)) ?? unknown;
  return [machine(own), boot(own) ?? unknown, processNamespace(), pid, start].join("-");
};

/**
 * Whether the process of a run still lives. Undefined where it cannot be known from here: the run belongs to another
 * machine or process namespace that shares the engine, or to another user whose processes /proc hides.
 */
export const isAlive = (run: RunId, senses: Senses = own): boolean | undefined => {
  const [where, since, namespace, number, start] = run.split("-");
  if (where !== machine(senses)) return undefined;
  const booted = boot(senses);
  // No process outlives its machine's power.
  if (booted !== undefined && since !== unknown && since !== booted) return false;
  if (namespace !== processNamespace()) return undefined;
  return stillRuns(Number(number), start, senses);
};

/** The process of a run, on whatever machine it is. */
export const processOf = (run: RunId): number => Number(run.split("-")[3]);

/** Stands in a run's name for what its process could not find out. */
const unknown = "x";

const stillRuns = (
  pid: number,
  start: string | undefined,
  { read, exists }: Senses,
): boolean | undefined => {
  // Numbers below 1 mean groups of processes to the kernel, which are always there.
  if (!Number.isSafeInteger(pid) || pid < 1) return undefined;
  const stat = read(`/proc/${pid}/stat`);
  // With hidepid, /proc shows no process of another user: only the kernel says whether the number is taken, and it
  // does not say since when.
  if (stat === undefined) return exists(pid) === false ? false : undefined;
  if (isZombie(stat)) return false;
  return start === unknown ? undefined : startIn(stat) === start;
};

/** What follows the program's name, which may hold spaces and brackets itself. */
const fieldsIn = (stat: string): readonly string[] =>
  stat.slice(stat.lastIndexOf(")") + 2).split(" ");

const isZombie = (stat: string): boolean => fieldsIn(stat)[0] === "Z";

/** Start time in clock ticks since boot tells a process from a later one with the same number. */
const startIn = (stat: string | undefined): string | undefined =>
  stat === undefined ? undefined : fieldsIn(stat)[19];

const machine = ({ read }: Senses): string =>
  createHash("sha256")
    .update(read("/etc/machine-id") || hostname())
    .digest("hex")
    .slice(0, 8);

const boot = ({ read }: Senses): string | undefined =>
  read("/proc/sys/kernel/random/boot_id")?.slice(0, 8);

const processNamespace = (): string => {
  try {
    return readlinkSync("/proc/self/ns/pid").replace(/\D/g, "");
  } catch {
    return "0";
  }
};

const own: Senses = {
  read: (path) => {
    try {
      return readFileSync(path, "utf8").trim();
    } catch {
      return undefined;
    }
  },
  exists: (pid) => {
    try {
      return process.kill(pid, 0);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // EPERM is what the kernel says of somebody else's process.
      return code === "ESRCH" ? false : code === "EPERM" ? true : undefined;
    }
  },
};
