import type { Question, Sample } from "../model/sample.ts";
import { dueAt, questionAt, type Schedule } from "../model/schedule.ts";
import { type Milliseconds, milliseconds } from "../model/units.ts";
import type { Attempt } from "../model/watch.ts";
import type { Clock } from "./converge.ts";

export interface Watching {
  readonly schedule: Schedule;
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
const longest = 6;

/**
 * Asks at the schedule's rate until the signal aborts, whatever becomes of earlier requests: a slow answer delays no
 * later request. Times are the clock's. What was due when the signal aborted is asked still, however late.
 */
export const watch = async (watching: Watching): Promise<void> => {
  const { schedule, clock, signal } = watching;
  const underWay = new Set<Promise<void>>();
  let end = Number.POSITIVE_INFINITY;
  for (let turn = 0; ; turn++) {
    const due = dueAt(schedule, turn);
    await untilDue(due, watching);
    while (underWay.size >= schedule.rate * schedule.lanes.length * longest)
      await Promise.race(underWay);
    if (signal.aborted) end = Math.min(end, clock.now());
    if (due >= end) break;
    const asked = attempt(questionAt(schedule, turn), { due, watching });
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
