import { isAnswered } from "../model/sample.ts";
import type { Milliseconds } from "../model/units.ts";
import type { Attempt, Outage } from "../model/watch.ts";

/** The spans in which no request to a node was answered as promised, each node's in the order of time. */
export const outagesOf = (attempts: readonly Attempt[]): Outage[] =>
  [...Map.groupBy(attempts, ({ node }) => node)].flatMap(([node, own]) => spansIn(node, own));

const spansIn = (node: string, attempts: readonly Attempt[]): Outage[] => {
  const inOrder = attempts.toSorted((a, b) => a.sent - b.sent);
  return runsOf(inOrder).map(({ failures, next }) => outage(node, failures, next));
};

interface Run {
  readonly failures: readonly [Attempt, ...Attempt[]];
  /** The request that was answered again, if there was one. */
  readonly next: Attempt | undefined;
}

const runsOf = (attempts: readonly Attempt[]): Run[] => {
  const runs: Run[] = [];
  let failures: Attempt[] = [];
  const close = (next?: Attempt) => {
    const [first, ...others] = failures;
    if (first !== undefined) runs.push({ failures: [first, ...others], next });
    failures = [];
  };
  for (const attempt of attempts)
    if (isAnswered(attempt)) close(attempt);
    else failures.push(attempt);
  close();
  return runs;
};

const outage = (node: string, failures: Run["failures"], next: Attempt | undefined): Outage => ({
  node,
  from: failures[0].sent,
  until: next?.sent ?? endOf(failures),
  failed: failures.length,
  silent: failures.some(({ status }) => status === undefined),
  errors: [...new Set(failures.map(({ status, error }) => error ?? `${status}`))],
});

/** Without an answer since, all that is known is when the last request was given up. */
const endOf = (failures: Run["failures"]): Milliseconds =>
  failures.reduce((latest, { sent, ms }) => Math.max(latest, sent + ms), 0) as Milliseconds;

/** The most nodes that were silent at one moment. */
export const mostSilentAtOnce = (outages: readonly Outage[]): number => {
  const silent = outages.filter((one) => one.silent);
  return Math.max(
    0,
    ...silent.map(({ from }) => {
      const then = silent.filter((other) => other.from <= from && from < other.until);
      return new Set(then.map(({ node }) => node)).size;
    }),
  );
};
