import type { Milliseconds } from "../model/units.ts";
import { fail, pass, unknown, type Verdict } from "../model/verdict.ts";
import type { Hearing, History, Listening } from "../model/watch.ts";

/** What each listener went through, in the order in which they are first told of. */
export const listeningOf = ({ hearings }: Pick<History, "hearings">): readonly Listening[] =>
  [...Map.groupBy(hearings, keyOf).values()].flatMap((own) => {
    const [first] = own;
    return first === undefined ? [] : [listening(first, own, publishedTo(first.tenant, hearings))];
  });

/** No listener missed an event, and each stream was open again within the time, and is open at the end. */
export const judgeStreams = (history: History, within: Milliseconds): Verdict => {
  const all = listeningOf(history);
  if (all.length === 0) return unknown("nobody listened");
  const problems = all.flatMap((one) => problemsOf(one, within));
  if (problems.length > 0) return fail(...problems);
  const deaf = all.filter(({ heard }) => heard === 0);
  if (deaf.length > 0)
    return unknown(...deaf.map((one) => `${nameOf(one)} heard no event, so none can be missed`));
  return pass(`${all.length} listeners`);
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
    if (until === undefined) return [`${nameOf(one)} broke off and was never open again`];
    const ms = Math.round(until - from);
    return ms > within ? [`${nameOf(one)} was broken off for ${ms} ms`] : [];
  }),
];

const nameOf = ({ client, tenant, node }: Listening): string =>
  `the stream of ${tenant} through ${node} to ${client}`;
