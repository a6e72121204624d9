import { greatest } from "../model/extremes.ts";
import { isAnswered } from "../model/sample.ts";
import { type Milliseconds, milliseconds } from "../model/units.ts";
import type { Attempt, Outage } from "../model/watch.ts";

/**
 * The spans in which a node answered nothing, each node's in the order of time. One begins when a request leaves
 * that fails, and ends when the answer to a later one arrives: a request that left meanwhile and was answered long
 * after, since TCP asked again by itself, does not end it before.
 */
export const outagesOf = (attempts: readonly Attempt[]): Outage[] =>
  [...Map.groupBy(attempts, ({ node }) => node)].flatMap(([node, own]) => spansIn(node, own));

const spansIn = (node: string, attempts: readonly Attempt[]): Outage[] => {
  const failures = inOrder(attempts.filter((one) => !isAnswered(one)));
  const { firstAfter } = answersIn(attempts);
  const outages: Outage[] = [];
  for (let first = 0; first < failures.length; ) {
    const until = firstAfter(failures[first]?.sent ?? milliseconds(0));
    let next = first + 1;
    while (next < failures.length && isBefore(until, failures[next])) next++;
    outages.push(outage(node, failures.slice(first, next), until));
    first = next;
  }
  return outages;
};

const isBefore = (until: Milliseconds | undefined, failure: Attempt | undefined): boolean =>
  until === undefined || (failure !== undefined && failure.sent < until);

/** By when they left. */
export const inOrder = (attempts: readonly Attempt[]): readonly Attempt[] =>
  attempts.toSorted((one, other) => one.sent - other.sent);

/** The answers of a node around a moment, found without going through all of them each time. */
export const answersIn = (attempts: readonly Attempt[]) => {
  const answered = inOrder(attempts.filter(isAnswered));
  const earliest: Milliseconds[] = [];
  for (const [i, one] of [...answered.entries()].reverse())
    earliest[i] = milliseconds(Math.min(arrival(one), earliest[i + 1] ?? Number.POSITIVE_INFINITY));
  return {
    /** When the last request left that was answered before it; undefined where there was none. */
    lastBefore: (moment: number) => answered[firstAt(moment, answered) - 1]?.sent,
    /** When the first answer arrived to a request that left then or later; undefined where there was none. */
    firstAfter: (moment: number) => earliest[firstAt(moment, answered)],
  };
};

/** The index of the first that left at a moment or later, of attempts in order. */
export const firstAt = (moment: number, attempts: readonly Attempt[]): number => {
  let [low, high] = [0, attempts.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((attempts[middle]?.sent ?? 0) < moment) low = middle + 1;
    else high = middle;
  }
  return low;
};

const arrival = ({ sent, ms }: Attempt): Milliseconds => milliseconds(sent + ms);

const outage = (
  node: string,
  failures: readonly Attempt[],
  until: Milliseconds | undefined,
): Outage => ({
  node,
  tenants: [...new Set(failures.map(({ tenant }) => tenant))],
  from: failures[0]?.sent ?? milliseconds(0),
  until: until ?? lastGivenUp(failures),
  ended: until !== undefined,
  failed: failures.length,
  silent: failures.some(({ status }) => status === undefined),
  errors: [...new Set(failures.map(({ status, error }) => error ?? `${status}`))],
});

/** Without an answer since, all that is known is when the last request was given up. */
const lastGivenUp = (failures: readonly Attempt[]): Milliseconds =>
  milliseconds(greatest(failures.map(arrival)));

/** The most nodes that were silent at one moment. */
export const mostSilentAtOnce = (outages: readonly Outage[]): number =>
  nodesOf(silentAtOnce(outages)).size;

/** The outages of the moment when most nodes were silent. */
export const silentAtOnce = (outages: readonly Outage[]): readonly Outage[] => {
  const silent = outages.filter((one) => one.silent).toSorted((a, b) => a.from - b.from);
  let [then, most]: [readonly Outage[], readonly Outage[]] = [[], []];
  for (const one of silent) {
    // A node's own follow one another, so that these are as few as the nodes.
    then = [...then.filter(({ until }) => one.from < until), one];
    if (nodesOf(then).size > nodesOf(most).size) most = then;
  }
  return most;
};

const nodesOf = (outages: readonly Outage[]): ReadonlySet<string> =>
  new Set(outages.map(({ node }) => node));
