import { errorLines } from "../model/errors.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { milliseconds } from "../model/units.ts";
import type { Clock } from "./converge.ts";
import { type Happened, occurrencesBetween } from "./occurrences.ts";
import { unlessAborted } from "./unless-aborted.ts";

export interface Chronicle {
  readonly observe: () => Promise<Snapshot>;
  /** Takes each occurrence when it is seen. */
  readonly record: (what: Happened) => void;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const pause = milliseconds(500);

/** Looks at a swarm again and again until the signal aborts, and records what has changed; its silence too. */
export const chronicle = async ({ observe, record, clock, signal }: Chronicle): Promise<void> => {
  let before: Snapshot | undefined;
  let silent = false;
  while (!signal.aborted) {
    try {
      const after = await unlessAborted(observe, signal);
      if (silent) record({ kind: "leader", what: "the swarm answers again" });
      if (before !== undefined) for (const one of occurrencesBetween(before, after)) record(one);
      [before, silent] = [after, false];
    } catch (error) {
      if (!silent && !signal.aborted) record({ kind: "leader", what: silence(error) });
      silent = true;
    }
    await clock.sleep(pause, signal).catch(() => {});
  }
};

const silence = (error: unknown): string => `the swarm does not answer: ${errorLines(error)[0]}`;
