import { isBehind } from "../model/event-number.ts";
import { type Milliseconds, milliseconds } from "../model/units.ts";
import type { Verdict } from "../model/verdict.ts";
import type { Break, Hearing, History, Listening } from "../model/watch.ts";
import { atMost } from "./at-most.ts";
import { allOfIt, type Lasting } from "./in-time.ts";
import { judged, type Problems } from "./judged.ts";
import { at } from "./outage-lines.ts";

/** What each listener went through, in the order in which they are first told of, in time that counts. */
export const listeningOf = (
  { hearings }: Pick<History, "hearings">,
  lasting: Lasting = allOfIt,
): readonly Listening[] =>
  [...Map.groupBy(hearings.filter(isOfListener), keyOf).values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    return [
      listening(first, own, {
        told: hearings.filter(({ tenant }) => tenant === first.tenant),
        lasting,
      }),
    ];
  });

const isOfListener = ({ what }: Hearing): boolean => what !== "published";

/**
 * No listener missed an event or heard it later than within the time, and each stream was open within it, at first
 * and again, and is at the end. Unknown where a tenant told nothing for long: what nobody says cannot be missed.
 */
export const judgeStreams = (history: History, within: Milliseconds): Verdict => {
  const all = listeningOf(history);
  const listeners = history.schedule?.listeners ?? [];
  const deaf = all.filter(
    (one) => one.heard === 0 && problemsOf(one, { within, lasting: allOfIt }).length === 0,
  );
  const problems: Problems = ({ lasting, isWhole }) =>
    isWhole("hearings")
      ? atMost(listeningOf(history, lasting).flatMap((one) => problemsOf(one, { within, lasting })))
      : [];
  return judged(history, problems, [
    ...(listeners.length === 0 ? ["nobody listened"] : []),
    ...listeners.filter(isNobodyOf(all)).map((one) => `${nameOf(one)} was never told of`),
    ...deaf.map((one) => `${nameOf(one)} heard no event, so none can be missed`),
    ...tenantsIn(listeners).flatMap((tenant) => quietSpans(tenant, history)),
  ]);
};

type Listener = Pick<Listening, "node" | "tenant" | "client">;

const isNobodyOf = (all: readonly Listener[]) => {
  const known = new Set(all.map(keyOf));
  return (one: Listener): boolean => !known.has(keyOf(one));
};

const tenantsIn = (all: readonly Listener[]): readonly string[] => [
  ...new Set(all.map(({ tenant }) => tenant)),
];

/** The longest time without an event of a tenant, in milliseconds; a watch publishes two a second. */
const longestQuiet = 5000;

const quietSpans = (tenant: string, { hearings, lasted }: History): readonly string[] => {
  const told = firstTold(hearings.filter((one) => one.tenant === tenant));
  const moments = [0, ...told.values(), lasted].toSorted((one, other) => one - other);
  return moments.flatMap((until, i) => {
    const from = moments[i - 1] ?? 0;
    if (until - from <= longestQuiet) return [];
    return [`no event of ${tenant} was heard or accepted from ${at(from)} to ${at(until)}`];
  });
};

/** When each event was accepted or first heard, by its number. */
const firstTold = (hearings: readonly Hearing[]): ReadonlyMap<string, Milliseconds> => {
  const first = new Map<string, Milliseconds>();
  for (const { id, at: then, ms = 0 } of hearings)
    if (id !== undefined)
      first.set(id, milliseconds(Math.min(then + ms, first.get(id) ?? Number.POSITIVE_INFINITY)));
  return first;
};

const keyOf = ({ node, tenant, client }: Listener): string => `${node} ${tenant} ${client}`;

const listening = (
  { node, tenant, client }: Hearing,
  own: readonly Hearing[],
  { told, lasting }: { readonly told: readonly Hearing[]; readonly lasting: Lasting },
): Listening => {
  const heard = numbersOf(own);
  const due = numbersOf(told.filter(dueTo(own, firstOf(heard))));
  const missed = [...due].filter((id) => !heard.has(id)).length;
  const latest = latestIn(own, firstTold(told), lasting);
  return { node, tenant, client, heard: heard.size, missed, latest, breaks: breaksIn(own) };
};

const latestIn = (
  own: readonly Hearing[],
  first: ReadonlyMap<string, Milliseconds>,
  lasting: Lasting,
): Milliseconds =>
  own.reduce((latest, { id, at: then }) => {
    const told = id === undefined ? undefined : first.get(id);
    return told === undefined ? latest : milliseconds(Math.max(latest, lasting(told, then)));
  }, milliseconds(0));

const numbersOf = (hearings: readonly Hearing[]): ReadonlySet<string> =>
  new Set(hearings.flatMap(({ id }) => id ?? []));

const firstOf = (numbers: ReadonlySet<string>): string | undefined =>
  [...numbers].reduce<string | undefined>(
    (first, id) => (first === undefined || isBehind(first, id) ? id : first),
    undefined,
  );

/** What a listener has to hear: all that is published once its stream is open, and all after what it heard first. */
const dueTo = (own: readonly Hearing[], first: string | undefined) => {
  const open = own.find(({ what }) => what === "opened")?.at ?? Number.POSITIVE_INFINITY;
  return ({ what, at: then, id }: Hearing): boolean =>
    (id !== undefined && first !== undefined && isBehind(id, first)) ||
    (what === "published" && then > open);
};

/** From each closing until the stream is open again, with the last that was told of why it was not. */
const breaksIn = (own: readonly Hearing[]): readonly Break[] => {
  const breaks: Break[] = [];
  let open: Break | undefined;
  for (const { what, at: then, why } of own) {
    if (what === "opened" && open !== undefined) breaks.push({ ...open, until: then });
    if (what === "opened") open = undefined;
    if (what === "closed") open ??= { from: then };
    if (open !== undefined && why !== undefined) open = { ...open, why };
  }
  return open === undefined ? breaks : [...breaks, open];
};

interface Allowed {
  readonly within: Milliseconds;
  readonly lasting: Lasting;
}

const problemsOf = (one: Listening, { within, lasting }: Allowed): readonly string[] => [
  ...(one.missed > 0 ? [`${nameOf(one)} missed ${one.missed} events`] : []),
  ...(one.latest > within
    ? [`${nameOf(one)} told an event ${Math.round(one.latest)} ms late`]
    : []),
  ...one.breaks.flatMap(({ from, until, why }) => {
    const because = why === undefined ? "" : `: ${why}`;
    if (until === undefined) return [`${nameOf(one)} was not open from ${at(from)} on${because}`];
    if (lasting(from, until) <= within) return [];
    const ms = Math.round(until - from);
    return [`${nameOf(one)} was not open for ${ms} ms from ${at(from)} on${because}`];
  }),
];

const nameOf = ({ client, tenant, node }: Listener): string =>
  `the stream of ${tenant} through ${node} to ${client}`;
