import type { Milliseconds } from "../model/units.ts";
import type { Verdict } from "../model/verdict.ts";
import type { Hearing, History, Listening } from "../model/watch.ts";
import { judged } from "./judged.ts";
import { at } from "./outage-lines.ts";

/** What each listener went through, in the order in which they are first told of. */
export const listeningOf = ({ hearings }: Pick<History, "hearings">): readonly Listening[] =>
  [...Map.groupBy(hearings, keyOf).values()].flatMap((own) => {
    const [first] = own;
    return first === undefined ? [] : [listening(first, own, publishedTo(first.tenant, hearings))];
  });

/** No listener missed an event, and each stream was open within the time, at first and again, and is at the end. */
export const judgeStreams = (history: History, within: Milliseconds): Verdict => {
  const all = listeningOf(history);
  const deaf = all.filter((one) => one.heard === 0 && problemsOf(one, within).length === 0);
  return judged(history, () => all.flatMap((one) => problemsOf(one, within)), [
    ...(all.length === 0 ? ["nobody listened"] : []),
    ...deaf.map((one) => `${nameOf(one)} heard no event, so none can be missed`),
  ]);
};

const keyOf = ({ node, tenant, client }: Hearing): string => `${node} ${tenant} ${client}`;

/** The swarm's streams tell no more than somebody heard. */
const publishedTo = (tenant: string, hearings: readonly Hearing[]): ReadonlySet<number> =>
  new Set(hearings.filter((one) => one.tenant === tenant).flatMap(({ id }) => id ?? []));

const listening = (
  { node, tenant, client }: Hearing,
  own: readonly Hearing[],
  published: ReadonlySet<number>,
): Listening => {
  const heard = new Set(own.flatMap(({ id }) => id ?? []));
  const first = Math.min(...heard);
  const missed = [...published].filter((id) => id > first && !heard.has(id)).length;
  return { node, tenant, client, heard: heard.size, missed, breaks: breaksIn(own) };
};

const breaksIn = (own: readonly Hearing[]): Listening["breaks"] =>
  own.flatMap((one, i) => {
    if (one.what !== "closed") return [];
    const again = own.slice(i).find(({ what }) => what === "opened");
    return [{ from: one.at, ...(again && { until: again.at }) }];
  });

const problemsOf = (one: Listening, within: Milliseconds): readonly string[] => [
  ...(one.missed > 0 ? [`${nameOf(one)} missed ${one.missed} events that others heard`] : []),
  ...one.breaks.flatMap(({ from, until }) => {
    if (until === undefined) return [`${nameOf(one)} was not open from ${at(from)} on`];
    const ms = Math.round(until - from);
    return ms > within ? [`${nameOf(one)} was not open for ${ms} ms from ${at(from)} on`] : [];
  }),
];

const nameOf = ({ client, tenant, node }: Listening): string =>
  `the stream of ${tenant} through ${node} to ${client}`;
