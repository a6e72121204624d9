import { h } from "preact";
import type { SentenceTold } from "../run/told.ts";
import { table } from "./table.ts";

/** A step as it is written, its table as a table. */
export const sentenceBlock = ({ keyword, text, table: rows, docString }: SentenceTold) => [
  h("span", { class: "keyword" }, keyword),
  ` ${text}`,
  stepTable(rows),
  docString === undefined ? null : h("pre", null, docString),
];

const stepTable = ([head, ...rows]: SentenceTold["table"]) =>
  head === undefined ? null : table({ head, rows });
