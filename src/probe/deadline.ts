import { type Milliseconds, milliseconds, seconds } from "../model/units.ts";
import { troubleOf } from "./trouble.ts";

export interface Patience {
  /** For the whole of it, connection included; 5 s unless told. */
  readonly timeout?: Milliseconds;
  readonly signal?: AbortSignal;
}

/** How long what was cut off may take to say why; then nobody waits for it any more. */
const grace = milliseconds(50);

/**
 * What the work gives, or why it gave nothing. At the deadline, and when the signal aborts, `sockets` is aborted, and
 * all is over whatever becomes of the sockets and of the work.
 */
export const beforeDeadline = async <Result>(
  { timeout = seconds(5), signal }: Patience,
  sockets: AbortController,
  work: () => Promise<Result>,
): Promise<Result> => {
  signal?.throwIfAborted();
  const { promise: over, reject } = Promise.withResolvers<never>();
  const stop = () => {
    sockets.abort();
    reject(signal?.reason);
  };
  signal?.addEventListener("abort", stop, { once: true });
  let last: NodeJS.Timeout | undefined;
  const deadline = setTimeout(() => {
    sockets.abort();
    last = setTimeout(reject, grace);
  }, timeout);
  try {
    return await Promise.race([work(), over]);
  } catch (cause) {
    signal?.throwIfAborted();
    throw sockets.signal.aborted ? overdue(cause) : cause;
  } finally {
    clearTimeout(deadline);
    clearTimeout(last);
    signal?.removeEventListener("abort", stop);
  }
};

/** Past the deadline our own closing of the socket looks like a reset; only a relay can still be told apart. */
const overdue = (cause: unknown): unknown =>
  troubleOf(cause) === "relay"
    ? cause
    : Object.assign(new Error("no answer in time", { cause }), { code: "ETIMEDOUT" });
