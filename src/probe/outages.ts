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
  const answerAfter = firstAnswers(inOrder(attempts.filter(isAnswered)));
  const outages: Outage[] = [];
  for (let first = 0; first < failures.length; ) {
    const from = failures[first]?.sent ?? milliseconds(0);
    const until = answerAfter(from);
    const after = failures.findIndex(
      ({ sent }, i) => i > first && until !== undefined && sent >= until,
    );
    const next = after === -1 ? failures.length : after;
    outages.push(outage(node, failures.slice(first, next), until));
    first = next;
  }
  return outages;
};

const inOrder = (attempts: readonly Attempt[]): readonly Attempt[] =>
  attempts.toSorted((one, other) => one.sent - other.sent);

/** When the first answer arrived to a request that left at a moment or later. */
const firstAnswers = (answered: readonly Attempt[]) => {
  const earliest: Milliseconds[] = [];
  for (const [i, one] of [...answered.entries()].reverse())
    earliest[i] = milliseconds(Math.min(arrival(one), earliest[i + 1] ?? Number.POSITIVE_INFINITY));
  return (moment: Milliseconds): Milliseconds | undefined => {
    const index = answered.findIndex(({ sent }) => sent >= moment);
    return index === -1 ? undefined : earliest[index];
  };
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
  const silent = outages.filter((one) => one.silent);
  return silent
    .map(({ from }) => silent.filter((other) => other.from <= from && from < other.until))
    .reduce((most, then) => (nodesOf(then).size > nodesOf(most).size ? then : most), []);
};

const nodesOf = (outages: readonly Outage[]): ReadonlySet<string> =>
  new Set(outages.map(({ node }) => node));
