import { UnfitAnswer } from "../model/errors.ts";
import { eventNumber } from "../model/event-number.ts";
import { type Milliseconds, milliseconds, seconds } from "../model/units.ts";
import type { Hearing } from "../model/watch.ts";
import type { Clock } from "./converge.ts";

type Heard = Pick<Hearing, "what" | "id" | "why">;

export interface KeepListening {
  /** Opens the stream, behind the event of that number; rejects where it cannot be opened. */
  readonly open: (
    lastId: string | undefined,
  ) => AsyncIterable<{ readonly id?: string | undefined }>;
  readonly record: (heard: Heard & { readonly at: Milliseconds }) => void;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** As long as a browser would at least wait, in the middle of what swarmspec can tell apart. */
const pause = milliseconds(100);

/** After a stream that told what nobody can use: at once again, a flood would have no end. */
const longPause = seconds(5);

/** What is known of a stream that is not open any more, or never was. */
interface Known {
  readonly last: string | undefined;
  /** Why it cannot be used, where that is so. */
  readonly why: string | undefined;
}

/**
 * Listens to a stream until the signal aborts, and opens it again, behind the last event, whenever it breaks off. A
 * stream is told to be closed at first, so that one that is never open is told of too.
 */
export const keepListening = async (listening: KeepListening): Promise<void> => {
  const { signal, clock, record } = listening;
  let known: Known = { last: undefined, why: undefined };
  record({ at: clock.now(), what: "closed" });
  while (!signal.aborted) {
    known = await untilClosed(known, listening);
    await clock.sleep(known.why === undefined ? pause : longPause, signal).catch(() => {});
  }
};

/** Its first event is the greeting: not before it is the stream known to be open, and behind which number. */
const untilClosed = async (
  before: Known,
  { open, record, clock, signal }: KeepListening,
): Promise<Known> => {
  const tell = (heard: Heard) => record({ at: clock.now(), ...heard });
  let [last, opened, why] = [before.last, false, undefined as string | undefined];
  try {
    for await (const { id } of open(last)) {
      last = id ?? last;
      const number = eventNumber(id);
      if (!opened) tell({ what: "opened" });
      else if (number !== undefined) tell({ what: "heard", id: number });
      opened = true;
    }
  } catch (error) {
    // All else that breaks it off is seen by those who ask the same node for pages.
    if (error instanceof UnfitAnswer) why = error.message;
  }
  const because = why !== undefined && { why };
  if (opened && !signal.aborted) tell({ what: "closed", ...because });
  else if (why !== undefined && why !== before.why) tell({ what: "unfit", ...because });
  return { last, why };
};
