import type { Attempt, History } from "../model/watch.ts";
import { latenessOf } from "./findings.ts";

/** How many requests a node has to be asked before anything can be said of it. */
const fewest = 20;

/** How long a node may go unasked, in milliseconds: a silence in that time would not be seen. */
const longestBlink = 1000;

/**
 * How late one request in a hundred may leave, in milliseconds: a prober that waits for a processor may take an answer
 * for missing that is there. A quarter of the time that it waits for one.
 */
const latest = 500;

/**
 * Why a history cannot be judged, a line each; none where it can. A prober that fell behind has not seen what it
 * did not ask.
 */
export const blindSpots = ({ attempts, lasted, unreadable }: History): readonly string[] => {
  if (attempts.length === 0) return ["nothing was asked"];
  const { p99 } = latenessOf(attempts);
  const behind = `the prober fell behind: one request in a hundred left ${Math.round(p99)} ms late or later`;
  const lost = `${unreadable} lines of the history cannot be read`;
  return [
    ...(unreadable > 0 ? [lost] : []),
    ...(p99 > latest ? [behind] : []),
    ...unasked(attempts, lasted),
  ];
};

const unasked = (attempts: readonly Attempt[], lasted: number): readonly string[] =>
  [...Map.groupBy(attempts, ({ node }) => node)].flatMap(([node, own]) => [
    ...(own.length < fewest
      ? [`${node} was asked ${own.length} times only, too few to judge`]
      : []),
    ...blinks(own, lasted).map(
      ({ from, until }) =>
        `${node} was not asked for ${Math.round(until - from)} ms, from ${(from / 1000).toFixed(1)} s on`,
    ),
  ]);

const blinks = (attempts: readonly Attempt[], lasted: number) => {
  const sent = [...attempts.map((one) => one.sent).toSorted((a, b) => a - b), lasted];
  return sent
    .slice(1)
    .map((until, i) => ({ from: sent[i] ?? 0, until }))
    .filter(({ from, until }) => until - from > longestBlink);
};
