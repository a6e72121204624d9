import type { Occurrence, Outage } from "../model/watch.ts";

/** How long before an outage that which caused it may have been seen, and after it; in milliseconds. */
const around = 3000;

/**
 * What happened about the time of an outage to its node, to all, or to a service of a tenant that was not answered,
 * and what was broken anywhere: a node's proxy asks tasks on other nodes too.
 */
export const meanwhile = (
  { node, tenants, from, until }: Outage,
  occurrences: readonly Occurrence[],
): readonly Occurrence[] =>
  occurrences.filter(
    (one) =>
      (one.node === undefined ||
        one.node === node ||
        one.kind === "fault" ||
        tenants.some((tenant) => one.what.startsWith(`${tenant}_`))) &&
      one.at >= from - around &&
      one.at <= until + around,
  );
