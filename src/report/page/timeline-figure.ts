import { h } from "preact";
import type { History, Outage, WatchTold } from "../../model/watch.ts";
import { withoutEvidence } from "../../probe/time-left.ts";
import { grouped, moment, span } from "../run/words.ts";
import { picture } from "./picture.ts";
import { timelineSvg } from "./timeline.ts";
import { timelineRows } from "./timeline-rows.ts";

/** The picture of a watch, with what its marks mean. */
export const timelineFigure = (watch: WatchTold, { attempts, occurrences, machine }: History) => {
  const blind = withoutEvidence(machine);
  const { rows, undrawn } = timelineRows(watch, attempts);
  return h("figure", null, [
    picture({ svg: timelineSvg({ watch, rows, occurrences, blind }), label: inWords(watch) }),
    h("figcaption", null, [
      "Dots are answers, at their latency; of many at one time the slowest is drawn. Crosses are requests that failed, and shaded spans are outages. ",
      occurrences.length === 0
        ? ""
        : "Dashed lines are what happened, numbered as in the table below where there is room.",
      blind.length === 0
        ? ""
        : " In grey spans the machine stood still or starved, and what failed is no evidence.",
      undrawn === 0 ? "" : ` ${grouped(undrawn)} more failures are not drawn.`,
    ]),
  ]);
};

const inWords = ({ nodes, clients, lasted, findings: { outages } }: WatchTold): string => {
  const rows = `Timeline of ${span(lasted)}, a row for each of ${nodes.join(", ")} as asked by ${clients.join(", ")}.`;
  const [shown, rest] = [outages.slice(0, 10), outages.slice(10)];
  if (shown.length === 0) return `${rows} No outage.`;
  const more = rest.length === 0 ? "" : `; and ${rest.length} more`;
  return `${rows} Outages: ${shown.map(outageInWords).join("; ")}${more}.`;
};

const outageInWords = ({ node, from, until }: Outage): string =>
  `${node} from ${moment(from)} to ${moment(until)}`;
