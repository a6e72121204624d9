import type { Question } from "../model/sample.ts";
import type { Schedule } from "../model/schedule.ts";
import type { Attempt, History, HistoryFile } from "../model/watch.ts";
import { atMost } from "./at-most.ts";
import { at } from "./outage-lines.ts";

/** How many requests a node has to be asked before anything can be said of it. */
const fewest = 20;

/** How long a node may go unasked, in milliseconds: a silence in that time would not be seen. */
const longestBlink = 1000;

/** A watch that asks more seldom than that may let so many times the pause between two requests pass. */
const pausesInABlink = 2.5;

/**
 * Why a history cannot be judged, a line each; none where it can. What was to be asked is what its schedule says: a
 * node, tenant, client or scheme that was not asked has not been seen.
 */
export const blindSpots = (history: History): readonly string[] => {
  const { schedule, attempts, lasted, troubles } = history;
  if (schedule === undefined) return [...troubles, "what was to be asked is not recorded"];
  if (attempts.length === 0) return [...troubles, "nothing was asked"];
  if (!(lasted > 0)) return [...troubles, `the watch lasted for ${lasted} ms`];
  return [
    ...troubles,
    ...missingLines(history, schedule),
    ...atMost(neverAsked(schedule, attempts)),
    ...atMost(nodesOf(schedule).flatMap((node) => unseenOf(node, history, schedule))),
  ];
};

/** The nodes that were to be asked. */
export const nodesOf = ({ lanes }: Schedule): readonly string[] => [
  ...new Set(lanes.map(([{ node }]) => node)),
];

const missingLines = ({ incomplete }: History, { listeners }: Schedule): readonly string[] =>
  incomplete
    .filter((file) => file !== "hearings" || listeners.length > 0)
    .map((file) => `of the ${linesOf[file]} lines are missing or cannot be read`);

const linesOf: Readonly<Record<HistoryFile, string>> = {
  attempts: "requests",
  hearings: "events that were heard",
  machine: "notes on this machine",
  occurrences: "notes on the swarm",
};

const neverAsked = ({ lanes }: Schedule, attempts: readonly Attempt[]): readonly string[] => {
  const asked = new Set(attempts.map(keyOf));
  return lanes
    .flat()
    .filter((question) => !asked.has(keyOf(question)))
    .map(
      ({ node, tenant, client, scheme }) =>
        `${node} was never asked for ${tenant} by ${client} over ${scheme}`,
    );
};

const keyOf = ({ node, tenant, client, scheme }: Question): string =>
  JSON.stringify([node, tenant, client, scheme]);

const unseenOf = (
  node: string,
  { attempts, begun, lasted }: History,
  schedule: Schedule,
): readonly string[] => {
  const sent = attempts.filter((one) => one.node === node).map((one) => one.sent);
  if (sent.length < fewest)
    return [`${node} was asked ${sent.length} times only, too few to judge`];
  const moments = [begun, ...sent, lasted].toSorted((one, other) => one - other);
  return moments.flatMap((until, i) => {
    const from = moments[i - 1] ?? until;
    if (until - from <= blinkOf(node, schedule)) return [];
    return [`${node} was not asked for ${Math.round(until - from)} ms, from ${at(from)} on`];
  });
};

const blinkOf = (node: string, { rate, lanes }: Schedule): number => {
  const own = lanes.filter(([question]) => question.node === node).length;
  return Math.max(longestBlink, (pausesInABlink * 1000) / (rate * own));
};
