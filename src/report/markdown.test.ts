import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { foreign as foreignText, hostile } from "../model/foreign.testing.ts";
import { foreign, markdownTable } from "./markdown.ts";

/** As GitHub reads it. */
const read = (text: string) =>
  fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });

/** The cells of the second row of the one table that a text is: kinds and values of what they hold. */
const cellsIn = (text: string) => {
  const [table, ...others] = read(text).children;
  assert.equal(others.length, 0, "there is more than a table");
  assert.ok(table?.type === "table" && table.children.length === 3, "the table has three rows");
  return table.children[1]?.children.map(({ children }) =>
    children.map((one) => [one.type, "value" in one ? one.value : undefined]),
  );
};

const written = (text: string): string =>
  markdownTable(
    ["a", "b"],
    [
      [foreign(text), "own"],
      ["c", "d"],
    ],
  );

const markup = [
  "@octocat and #123, octo/repo#4, see https://example.com",
  "[a](https://example.com) ![b](https://example.com/c.png) <img src=x onerror=y> &amp;",
  "`code` ``more`` ``` and no end `",
  "a | b || c \\| d | `e` |",
  "# heading\n---\n| a | b |\n| - | - |",
  "*a* _b_ ~~c~~ $d$ :e: <!-- f",
  "`",
  "``",
  " a ",
  "\\",
  "|",
  "\\|",
];

test("what others say is code in its cell, word by word", () => {
  for (const text of markup.filter((one) => !one.includes("\n") && !one.includes("\\|")))
    assert.deepEqual(cellsIn(written(text)), [[["inlineCode", text.trim()]], [["text", "own"]]]);
  assert.deepEqual(cellsIn(written(" ")), [[], [["text", "own"]]]);
});

test("whatever is said, it is one piece of code in one cell", () => {
  const sign = fc.constantFrom(..."`|\\[]()<>!@#*_~$&:/-. \na1".split(""));
  const signs = fc.string({ unit: sign, maxLength: 20 });
  const any = fc.oneof(signs, foreignText, fc.constantFrom(...markup));
  fc.assert(
    fc.property(any, (text) => {
      const [said = [], own] = cellsIn(written(text)) ?? [];
      assert.deepEqual(own, [["text", "own"]]);
      assert.ok(said.length <= 1 && said.every(([type]) => type === "inlineCode"));
    }),
    { numRuns: 1000, examples: [...hostile, ...markup].map((text) => [text]) },
  );
});
