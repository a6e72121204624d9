import { type Milliseconds, milliseconds } from "../model/units.ts";
import type { MachineLine } from "../model/watch.ts";
import type { Clock } from "./converge.ts";

export interface Pulse {
  /** Hears how the machine was, span after span: see Machine. */
  readonly record: (line: MachineLine) => void;
  /** How many processes want a processor now, this one not counted; undefined where nobody can tell. */
  readonly wanting: () => number | undefined;
  /** How many processors there are. */
  readonly processors: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Between two beats. */
const beat = milliseconds(20);

/** How late a beat may come. What is older than that had no processor, or there was none to be had. */
const latest = milliseconds(250);

/** How long shares are gathered before they are told. */
const gathered = milliseconds(500);

/**
 * Does nothing but sleep and note when it wakes: who wakes late stood still. At each beat it counts who wants a
 * processor, as the part that each of them has of the machine is what is left to the cluster.
 */
export const keepPulse = async (pulse: Pulse): Promise<void> => {
  const { clock, signal, record } = pulse;
  let [last, began] = [clock.now(), clock.now()];
  let lefts: number[] = [];
  const tell = (until: Milliseconds): void => {
    if (lefts.length > 0) record({ at: began, until, left: meanOf(lefts) });
    [began, lefts] = [until, []];
  };
  while (!signal.aborted) {
    await clock.sleep(beat, signal).catch(() => {});
    const now = clock.now();
    lefts.push(leftIn(pulse));
    if (now - last - beat > latest) record({ at: last, until: now, stalled: true });
    if (now - began >= gathered) tell(now);
    last = now;
  }
  tell(last);
};

/** Of what processes want of the processors, the part that they have: 1 where none has to wait. */
const leftIn = ({ wanting, processors }: Pulse): number =>
  Math.min(1, processors / Math.max(1, wanting() ?? 0));

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, one) => sum + one, 0) / values.length;
