import { h } from "preact";
import type { NodeFindings, Percentiles, WatchTold } from "../../model/watch.ts";
import { punctual } from "../../probe/findings.ts";
import { grouped } from "../run/words.ts";
import { table } from "./table.ts";

/** What a watch comes to: by node, and in all. */
export const watchTotals = ({ findings }: WatchTold) => [
  table({
    caption: "Requests by node",
    head: ["Node", "Asked", "Failed", "%"],
    rows: findings.nodes.map(row),
    right: [1, 2, 3],
  }),
  h(
    "dl",
    { class: "totals" },
    facts(findings).map(([name, value]) =>
      h("div", null, [h("dt", null, name), h("dd", null, value)]),
    ),
  ),
];

const row = ({ node, total, failed }: NodeFindings): string[] => [
  node,
  grouped(total),
  grouped(failed),
  percent(failed / Math.max(1, total)),
];

const facts = (findings: WatchTold["findings"]): [string, string][] => [
  ["Most nodes silent at one moment", grouped(findings.mostSilent)],
  ["Answers with a wrong client address", grouped(findings.wrongAddresses)],
  ["Answers of a wrong tenant", grouped(findings.wrongTenants)],
  ["Answers with a 5xx status", grouped(findings.serverErrors)],
  ["Latency", latency(findings.latency)],
  [
    `Requests left within ${punctual} ms of their time`,
    `${percent(findings.lateness.onTime)} %; 99 of 100 at most ${ms(findings.lateness.p99)} late`,
  ],
];

const latency = ({ p50, p90, p99, max }: Percentiles): string =>
  `50 % within ${ms(p50)}, 90 % within ${ms(p90)}, 99 % within ${ms(p99)}, slowest ${ms(max)}`;

const ms = (n: number): string => `${n < 10 ? n.toFixed(1) : grouped(Math.round(n))} ms`;

/** Never rounded to none or to all where that is not so. */
const percent = (share: number): string => {
  const text = (share * 100).toFixed(1);
  if (share > 0 && text === "0.0") return "< 0.1";
  return share < 1 && text === "100.0" ? "> 99.9" : text;
};
