import { h } from "preact";
import type { History, WatchTold } from "../../model/watch.ts";
import { strainOf } from "../../probe/strain.ts";
import { grouped, span } from "../run/words.ts";
import type { Unread } from "./histories.ts";
import { listeningTable } from "./listening.ts";
import { occurrencesTable } from "./occurrences.ts";
import { outagesTable } from "./outages.ts";
import { timelineFigure } from "./timeline-figure.ts";
import { watchTotals } from "./watch-totals.ts";

/** What clients saw while something was done to the cluster: the picture, the outages and the totals. */
export const watchSection = (watch: WatchTold, read: History | Unread = notThere) => {
  const history = "reason" in read ? undefined : read;
  return h("section", { class: "watch", "aria-label": "Watch" }, [
    h("h4", null, "What clients saw"),
    h("p", null, inShort(watch)),
    ...("reason" in read
      ? [h("p", { class: "note" }, `Its history ${read.reason}: ${watch.history}.`)]
      : [timelineFigure(watch, read), ...doubts(read)]),
    outagesTable(watch, history?.occurrences ?? []),
    watchTotals(watch),
    listeningTable(watch.listening),
    occurrencesTable(history?.occurrences ?? []),
  ]);
};

const notThere: Unread = { reason: "is not there" };

const inShort = ({ clients, nodes, tenants, rate, lasted, findings }: WatchTold): string =>
  [
    `${count(clients.length, "client")} asked ${count(nodes.length, "node")}`,
    `for ${count(tenants.length, "tenant")}`,
    `${rate} times a second each, for ${span(lasted)}:`,
    `${grouped(findings.total)} requests, ${count(findings.outages.length, "outage")}.`,
  ].join(" ");

const count = (n: number, what: string): string => `${grouped(n)} ${what}${n === 1 ? "" : "s"}`;

/** What a history lacks, and what its machine did, in the report's own words. */
const doubts = (history: History) =>
  [...incompleteness(history), ...history.troubles, ...strainOf(history)].map((line) =>
    h("p", { class: "note" }, `${line[0]?.toUpperCase()}${line.slice(1)}.`),
  );

const incompleteness = ({ incomplete }: History): readonly string[] =>
  incomplete.length === 0
    ? []
    : [`lines of the history (${incomplete.join(", ")}) are missing, and are not shown`];
