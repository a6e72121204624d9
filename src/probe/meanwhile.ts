import type { Occurrence, Outage } from "../model/watch.ts";

/** How long before an outage that which caused it may have been seen, and after it; in milliseconds. */
const around = 3000;

/** What happened about the time of an outage, to its node or to all. */
export const meanwhile = (
  { node, from, until }: Outage,
  occurrences: readonly Occurrence[],
): readonly Occurrence[] =>
  occurrences.filter(
    (one) =>
      (one.node === undefined || one.node === node) &&
      one.at >= from - around &&
      one.at <= until + around,
  );
