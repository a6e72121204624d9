import { readFileSync } from "node:fs";

/** How many processes of this machine want a processor now, the caller not counted; undefined where it is not told. */
export const wantingProcessors = (): number | undefined => {
  try {
    return wantingIn(readFileSync("/proc/loadavg", "utf8"));
  } catch {
    return undefined;
  }
};

/** The same in the text of /proc/loadavg, whose fourth word is "those that run or could/all of them". */
export const wantingIn = (loadavg: string): number | undefined => {
  const running = /^\S+ \S+ \S+ (\d+)\//.exec(loadavg)?.[1];
  return running === undefined ? undefined : Math.max(0, Number(running) - 1);
};
