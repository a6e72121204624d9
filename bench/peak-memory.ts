import { readFileSync } from "node:fs";

const interval = 10;

/**
 * Follows a process until `stop`, which returns the most memory that it held at a time, in MB of 10^6 bytes.
 * The kernel keeps the peak itself: only one that comes in the process's last 10 ms is missed.
 */
export const watchPeak = (pid: number | undefined): { stop(): number } => {
  let peak = Number.NaN;
  const look = (): void => {
    peak = peakOf(pid) ?? peak;
  };
  const timer = setInterval(look, interval);
  return {
    stop: () => {
      clearInterval(timer);
      return peak;
    },
  };
};

/** A process that has ended, but has not been waited for, has a status without memory. */
const peakOf = (pid: number | undefined): number | undefined => {
  try {
    const [, kibibytes] =
      readFileSync(`/proc/${pid}/status`, "utf8").match(/^VmHWM:\s*(\d+)/m) ?? [];
    return kibibytes === undefined ? undefined : (Number(kibibytes) * 1024) / 1e6;
  } catch {
    return undefined;
  }
};
