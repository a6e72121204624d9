import { type Milliseconds, milliseconds } from "../model/units.ts";
import type { Hearing } from "../model/watch.ts";
import type { Clock } from "./converge.ts";

type Heard = Pick<Hearing, "what" | "id">;

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

/**
 * Listens to a stream until the signal aborts, and opens it again, behind the last event, whenever it breaks off. A
 * stream is told to be closed at first, so that one that is never open is told of too.
 */
export const keepListening = async (listening: KeepListening): Promise<void> => {
  const { signal, clock, record } = listening;
  let last: string | undefined;
  record({ at: clock.now(), what: "closed" });
  while (!signal.aborted) {
    last = await untilClosed(last, listening);
    await clock.sleep(pause, signal).catch(() => {});
  }
};

/** Its first event is the greeting: not before it is the stream known to be open, and behind which number. */
const untilClosed = async (
  after: string | undefined,
  { open, record, clock, signal }: KeepListening,
): Promise<string | undefined> => {
  const tell = (heard: Heard) => record({ at: clock.now(), ...heard });
  let [last, opened] = [after, false];
  try {
    for await (const { id } of open(after)) {
      last = id ?? last;
      if (!opened) tell({ what: "opened" });
      else if (id !== undefined) tell({ what: "heard", id: Number(id) });
      opened = true;
    }
  } catch {
    // Why it broke off is seen by those who ask the same node for pages.
  }
  if (opened && !signal.aborted) tell({ what: "closed" });
  return last;
};
