import type { Question, Sample } from "../model/sample.ts";
import { type Milliseconds, milliseconds } from "../model/units.ts";
import type { Attempt } from "../model/watch.ts";
import type { Clock } from "./converge.ts";

/** What one client asks one node, in turn and again from the beginning. */
export type Lane = readonly [Question, ...Question[]];

export interface Watching {
  readonly lanes: readonly Lane[];
  /** Requests a second on each lane. */
  readonly rate: number;
  readonly ask: (question: Question) => Promise<Sample>;
  /** Takes each attempt when it has ended. */
  readonly record: (attempt: Attempt) => void;
  readonly clock: Clock;
  /** Ends the watch; requests under way are still waited for and recorded. */
  readonly signal: AbortSignal;
}

/**
 * So many seconds' worth of requests may be under way. No answer takes as long: where more are under way, the asker itself
 * does not get on, and asking yet more would only fill its memory. That is seen by how late it asks.
 */
const longest = 2.5;

/**
 * Asks at a fixed rate until the signal aborts, whatever becomes of earlier requests: a slow answer delays no
 * later request. Times are the clock's. The lanes take turns, so that requests leave evenly.
 */
export const watch = async (watching: Watching): Promise<void> => {
  const { lanes, rate, clock, signal } = watching;
  const began = clock.now();
  const underWay = new Set<Promise<void>>();
  const step = 1000 / (rate * lanes.length);
  for (let turn = 0; ; turn++) {
    const due = milliseconds(began + turn * step);
    await untilDue(due, watching);
    while (underWay.size >= rate * lanes.length * longest) await Promise.race(underWay);
    if (signal.aborted) break;
    const asked = attempt(questionAt(lanes, turn), { due, watching });
    underWay.add(asked);
    asked.finally(() => underWay.delete(asked));
  }
  await Promise.all(underWay);
};

const untilDue = async (due: Milliseconds, { clock, signal }: Watching): Promise<void> => {
  const left = due - clock.now();
  // A timer never rings early by more than its rounding, and what is late already is sent at once.
  if (left <= 0 || signal.aborted) return;
  await clock.sleep(milliseconds(left), signal).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
};

/** A lane goes on where it was when it is its turn again. */
const questionAt = (lanes: readonly Lane[], turn: number): Question => {
  const lane = lanes[turn % lanes.length] as Lane;
  return lane[Math.floor(turn / lanes.length) % lane.length] as Question;
};

interface Turn {
  readonly due: Milliseconds;
  readonly watching: Watching;
}

const attempt = async (
  question: Question,
  { due, watching: { ask, record, clock } }: Turn,
): Promise<void> => {
  const sent = clock.now();
  record({ ...(await ask(question)), due, sent });
};
