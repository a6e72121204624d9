import { h } from "preact";
import type { Occurrence, Outage, WatchTold } from "../../model/watch.ts";
import { meanwhile } from "../../probe/meanwhile.ts";
import { grouped, moment } from "../run/words.ts";
import { table } from "./table.ts";

const most = 200;

/** Every span without an answer, and what happened around its beginning. */
export const outagesTable = (
  { findings: { outages } }: WatchTold,
  occurrences: readonly Occurrence[],
) => {
  if (outages.length === 0) return h("p", null, "There was no outage.");
  const shown = outages.toSorted((a, b) => a.from - b.from).slice(0, most);
  const caption =
    outages.length > most ? `Outages: the first ${most} of ${grouped(outages.length)}` : "Outages";
  return table({
    caption,
    head,
    rows: shown.map((one) => row(one, occurrences)),
    right: [1, 2, 3, 4],
  });
};

const head = ["Node", "From", "Until", "ms", "Failed", "What was heard", "What happened then"];

const row = (outage: Outage, occurrences: readonly Occurrence[]) => [
  outage.node,
  moment(outage.from),
  moment(outage.until),
  grouped(Math.round(outage.until - outage.from)),
  grouped(outage.failed),
  outage.errors.join(", "),
  list(meanwhile(outage, occurrences).map(({ at, what }) => `${moment(at)}: ${what}`)),
];

const list = (items: readonly string[]) =>
  items.length === 0
    ? "nothing that was seen"
    : h(
        "ul",
        null,
        items.map((item) => h("li", null, item)),
      );
