import { milliseconds } from "../model/units.ts";
import type { Attempt } from "../model/watch.ts";

/** How long a client waits for an answer before it counts as none: what people call an outage begins about there. */
export const longestAnswer = milliseconds(2000);

/** How much of a span counts, in milliseconds: all of it, unless the machine had no time for it. */
export type Lasting = (from: number, until: number) => number;

export const allOfIt: Lasting = (from, until) => until - from;

/** The attempts as a client takes them: an answer that came too late is none. */
export const inTime = (
  attempts: readonly Attempt[],
  lasting: Lasting = allOfIt,
): readonly Attempt[] => attempts.map((one) => (isLate(one, lasting) ? unanswered(one) : one));

const isLate = ({ sent, ms, status }: Attempt, lasting: Lasting): boolean =>
  status !== undefined && ms > longestAnswer && lasting(sent, sent + ms) > longestAnswer;

const unanswered = ({ status, answeredBy, ...rest }: Attempt): Attempt => ({
  ...rest,
  error: `answered after ${longestAnswer / 1000} s`,
});
