import { setTimeout as wait } from "node:timers/promises";
import { milliseconds } from "../model/units.ts";
import type { Clock } from "../run/converge.ts";

/** The machine's own clock. */
export const clock: Clock = {
  now: () => milliseconds(performance.now()),
  sleep: (span, signal) => wait(span, undefined, { signal }),
};
