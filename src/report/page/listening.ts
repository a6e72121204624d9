import type { Break, Listening } from "../../model/watch.ts";
import { grouped, moment, span } from "../run/words.ts";
import { table } from "./table.ts";

/** What listeners of event streams went through; nothing where nobody listened. */
export const listeningTable = (listening: readonly Listening[]) =>
  listening.length === 0
    ? null
    : table({ caption: "Event streams", head, rows: listening.map(row), right: [3, 4, 5] });

const head = [
  "Node",
  "Tenant",
  "Client",
  "Heard",
  "Missed",
  "Latest by",
  "When the stream was not open",
];

const row = ({ node, tenant, client, heard, missed, latest, breaks }: Listening): string[] => [
  node,
  tenant,
  client,
  grouped(heard),
  grouped(missed),
  span(latest),
  breaks.length === 0 ? "never" : breaks.map(breakInWords).join("; "),
];

const breakInWords = ({ from, until, why }: Break): string => {
  const when =
    until === undefined
      ? `from ${moment(from)} on, and never open again`
      : `${moment(from)} to ${moment(until)} (${span(until - from)})`;
  return why === undefined ? when : `${when}: ${why}`;
};
