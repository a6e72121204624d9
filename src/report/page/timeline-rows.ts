import { isAnswered } from "../../model/sample.ts";
import type { Attempt, WatchTold } from "../../model/watch.ts";
import { evenly, slowestOfEach } from "./thinned.ts";

/** What is drawn of one client's requests to one node. */
export interface TimelineRow {
  readonly node: string;
  readonly client: string;
  readonly answered: readonly Attempt[];
  readonly failed: readonly Attempt[];
}

/** Marks that a row has room for: there is about one for each of its pixels. */
const mostAnswered = 800;

const mostFailed = 2000;

/** A row for each node and client, thinned out, and how many failures are not drawn. */
export const timelineRows = (
  { nodes, clients }: WatchTold,
  attempts: readonly Attempt[],
): { readonly rows: readonly TimelineRow[]; readonly undrawn: number } => {
  const failures = attempts.filter((one) => !isAnswered(one));
  const drawn = new Set(evenly(failures, mostFailed));
  const rows = nodes.flatMap((node) =>
    clients.map((client): TimelineRow => {
      const own = attempts.filter((one) => one.node === node && one.client === client);
      return {
        node,
        client,
        answered: slowestOfEach(own.filter(isAnswered), mostAnswered),
        failed: own.filter((one) => drawn.has(one)),
      };
    }),
  );
  return { rows, undrawn: failures.length - drawn.size };
};
