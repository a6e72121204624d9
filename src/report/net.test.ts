import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { foreign, hostile, obeyedIn } from "../model/foreign.testing.ts";
import { oneLine } from "../model/line.ts";
import { caught } from "./net.ts";
import { painted } from "./paint.ts";
import { screen } from "./screen.ts";

test("what we write ourselves passes: lines, colours and the live line", () => {
  const written: string[] = [];
  const paper = { write: (text: string) => written.push(text), isTerminal: true, width: 80 };
  const show = screen(paper);
  show([painted(oneLine("one"), "red")], oneLine("live"));
  show([painted(oneLine("two"), "gray")], undefined);
  const text = written.join("");
  assert.ok(text.includes("\x1b[31mone\x1b[39m\n") && text.includes("\x1b[1A\x1b[2K\x1b[90mtwo"));
  assert.equal(caught(text), text);
});

test("what is not ours is shown", () => {
  const cases: readonly (readonly [text: string, shown: string])[] = [
    ["\x1b[2J\x1b[H", "\\x1b[2J\\x1b[H"],
    ["\x1b[8mhidden", "\\x1b[8mhidden"],
    ["\x1b[1A", "\\x1b[1A"],
    ["\x1b\x1b[31m[2J", "\\x1b\x1b[31m[2J"],
    ["\x9b31m", "\\x9b31m"],
    ["a\r\nb\tc\u202e", "a\\r\nb\\tc\\u202e"],
  ];
  for (const [text, shown] of cases) assert.equal(caught(text), shown);
});

test("whatever is written, only line ends and our own codes are obeyed", () => {
  const ours = new RegExp(`${"\x1b"}\\[(?:3[1-35]|39|90)m|${"\x1b"}\\[1A${"\x1b"}\\[2K`, "g");
  fc.assert(
    fc.property(foreign, (text) => {
      assert.equal(obeyedIn(caught(text).replaceAll(ours, "")), undefined);
      assert.equal(caught(caught(text)), caught(text));
    }),
    { examples: hostile.map((text) => [text]) },
  );
});
