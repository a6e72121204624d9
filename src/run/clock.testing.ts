import { type Milliseconds, milliseconds } from "../model/units.ts";
import type { Clock } from "./converge.ts";

/** A clock on which time passes by sleeping, and at once. */
export interface ManualClock extends Clock {
  advance(span: Milliseconds): void;
}

export const manualClock = (): ManualClock => {
  let now = 0;
  const advance = (span: Milliseconds) => {
    now += span;
  };
  return {
    now: () => milliseconds(now),
    advance,
    sleep: async (span, signal) => {
      signal.throwIfAborted();
      advance(span);
    },
  };
};
