import { milliseconds } from "../model/units.ts";
import type { Machine, Span } from "../model/watch.ts";
import type { Lasting } from "./in-time.ts";

/**
 * How much of a span was left to the cluster: nothing while the machine stood still, and in proportion where more
 * processes wanted a processor than there were.
 */
export const timeLeft = ({ shares, stalls }: Machine): Lasting => {
  const still = merged(stalls);
  return (from, until) => {
    const span = { at: from, until };
    const shared = sumOf(shares.map((one) => (1 - one.left) * overlap(one, span)));
    const stood = sumOf(still.map((one) => overlap(one, span)));
    return Math.max(0, until - from - shared - stood);
  };
};

/** Below this part of a processor for each, one may wait so long that others give it up. */
const starved = 0.25;

/** How long what failed may still come from a standstill, in milliseconds. */
const aftermath = 1000;

/** The spans in which a failure is no evidence: the machine stood still or starved, or had just done so. */
export const withoutEvidence = ({ shares, stalls }: Machine): readonly Span[] =>
  merged(
    [...stalls, ...shares.filter(({ left }) => left < starved)].map(({ at, until }) => ({
      ...{ at, until: milliseconds(until + aftermath) },
    })),
  );

/** In the order of time, those that touch as one. */
export const merged = (spans: readonly Span[]): readonly Span[] => {
  const all: Span[] = [];
  for (const span of spans.toSorted((one, other) => one.at - other.at)) {
    const last = all.at(-1);
    if (last === undefined || span.at > last.until) all.push(span);
    else
      all[all.length - 1] = { at: last.at, until: milliseconds(Math.max(last.until, span.until)) };
  }
  return all;
};

type Moment = Readonly<Record<keyof Span, number>>;

/** In milliseconds; 0 where they do not meet. */
const overlap = (one: Moment, other: Moment): number =>
  Math.max(0, Math.min(one.until, other.until) - Math.max(one.at, other.at));

const sumOf = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0);
