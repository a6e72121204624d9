import { greatest, least } from "../model/extremes.ts";
import type { History, Outage } from "../model/watch.ts";
import { meanwhile } from "./meanwhile.ts";

const mostLines = 10;
const mostOccurrences = 4;

/**
 * Outages as evidence: where, when, how long, what clients got, and what happened to the cluster meanwhile. A node
 * that fails some requests and answers others is out again and again, so outages of one node with the same errors
 * are one line; those with the most failed requests are first.
 */
export const outageLines = (
  outages: readonly Outage[],
  history: Pick<History, "occurrences">,
): readonly string[] => {
  const groups = [...Map.groupBy(outages, kindOf).values()].toSorted(
    (one, other) => failedIn(other) - failedIn(one),
  );
  const more = groups.length - mostLines;
  return [
    ...groups.slice(0, mostLines).map((alike) => line(alike, history)),
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
};

/** In milliseconds. */
export const lengthOf = ({ from, until }: Outage): number => until - from;

/** A moment of a watch, in words. */
export const at = (moment: number): string => `${(moment / 1000).toFixed(1)} s`;

const kindOf = ({ node, silent, errors }: Outage): string =>
  JSON.stringify([node, silent, ...errors.toSorted()]);

const failedIn = (outages: readonly Outage[]): number =>
  outages.reduce((sum, { failed }) => sum + failed, 0);

const line = (alike: readonly Outage[], { occurrences }: Pick<History, "occurrences">): string => {
  const [first] = alike;
  if (first === undefined) return "";
  const { node, silent, errors } = first;
  const answered = silent ? "answered nothing" : "answered nothing as promised";
  const tenants = distinct(alike.flatMap((one) => one.tenants));
  const happened = distinct(
    alike.flatMap((one) => meanwhile(one, occurrences).map(({ what }) => what)),
  );
  const context =
    happened.length === 0
      ? "nothing else was seen then"
      : happened.slice(0, mostOccurrences).join("; ");
  return `${node} ${answered} for ${span(alike)}: ${failedIn(alike)} requests for ${tenants.join(", ")} failed (${errors.join(", ")}); ${context}`;
};

const span = (alike: readonly Outage[]): string => {
  const longest = `${Math.round(greatest(alike.map(lengthOf)))} ms`;
  const from = at(least(alike.map((one) => one.from)));
  const until = at(greatest(alike.map((one) => one.until)));
  return alike.length === 1
    ? `${longest} from ${from} on`
    : `${longest} at most, ${alike.length} times from ${from} to ${until}`;
};

const distinct = (words: readonly string[]): readonly string[] => [...new Set(words)];
