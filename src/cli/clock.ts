import { setTimeout as wait } from "node:timers/promises";
import { type Milliseconds, milliseconds } from "../model/units.ts";
import type { Clock } from "../run/converge.ts";

/** The machine's own clock. */
export const clock: Clock = {
  now: () => milliseconds(performance.now()),
  sleep: (span, signal) => wait(span, undefined, { signal }),
};

/** Time since the machine was started, the same in all of its processes; nobody can set it. */
export const uptime = (): Milliseconds => milliseconds(Number(process.hrtime.bigint()) / 1e6);

/** A clock that was zero at that uptime. */
export const clockSince = (zero: Milliseconds): Clock => ({
  ...clock,
  now: () => milliseconds(uptime() - zero),
});
