import { gfmTableToMarkdown } from "mdast-util-gfm-table";
import { toMarkdown } from "mdast-util-to-markdown";
import { oneLine } from "../model/line.ts";

/** What stands in a cell: our own words, or those of others. */
export type Cell = string | { readonly foreign: string };

/** In characters: a page of a CI job has room for so much in a row. */
const longest = 300;

/**
 * Text of others, for a cell: as code, since nothing in code is a link, a mention, an image or HTML. What code alone
 * does not keep in, such as backticks and the bars between cells, is up to the library that writes it.
 */
export const foreign = (text: string): Cell => ({ foreign: oneLine(text.trim(), longest) });

/** A table in Markdown. */
export const markdownTable = (
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
): string => {
  const children = [head, ...rows].map((cells) => ({
    type: "tableRow" as const,
    children: cells.map((cell) => ({ type: "tableCell" as const, children: contentOf(cell) })),
  }));
  return toMarkdown({ type: "table", children }, { extensions: [asGitHubHasIt] }).trimEnd();
};

const asGitHubHasIt = gfmTableToMarkdown({ tablePipeAlign: false });

const contentOf = (cell: Cell) => {
  if (typeof cell === "string") return [{ type: "text" as const, value: cell }];
  return cell.foreign === "" ? [] : [{ type: "inlineCode" as const, value: cell.foreign }];
};
