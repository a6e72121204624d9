import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { foreign, hostile, obeyedIn } from "./foreign.testing.ts";
import { indented, linesOf, oneLine } from "./line.ts";

test("what a terminal would obey is written out", () => {
  const cases: readonly (readonly [text: string, shown: string])[] = [
    ["X-Forwarded-For: 6.6.6.6 – grüße, 你好", "X-Forwarded-For: 6.6.6.6 – grüße, 你好"],
    ["\x1b[2J\x1b[Hok\x1b[8m", "\\x1b[2J\\x1b[Hok\\x1b[8m"],
    ["\x1b\x1b[31m[2J", "\\x1b\\x1b[31m[2J"],
    ["one\ntwo\r\n\tthree", "one\\ntwo\\r\\n\\tthree"],
    ["\0\x07\x7f\x85\x9b", "\\x00\\x07\\x7f\\x85\\x9b"],
    ["\u202egnp.exe\u2066\u061c\u200f", "\\u202egnp.exe\\u2066\\u061c\\u200f"],
    ["a\u2028b\u2029c", "a\\u2028b\\u2029c"],
    ["\ufeffa\u200bb\u{e0041}", "\\ufeffa\\u200bb\\u{e0041}"],
    ["\ud800 and \udc00", "\\ud800 and \\udc00"],
    ["می\u200cخواهم 👩\u200d🚒", "می\u200cخواهم 👩\u200d🚒"],
  ];
  for (const [text, shown] of cases) assert.equal(oneLine(text), shown);
});

test("what the runner of a CI job would obey is written out", () => {
  const cases: readonly (readonly [text: string, shown: string])[] = [
    ["::stop-commands::x", "\\x3a:stop-commands::x"],
    ["  ::error file=a,line=1::b", "  \\x3a:error file=a,line=1::b"],
    ["seen ###[add-mask]ok ##vso[task.x]", "seen ##\\x23[add-mask]ok #\\x23vso[task.x]"],
    ["::ffff:172.31.0.201", "::ffff:172.31.0.201"],
    ["## heading [a]", "## heading [a]"],
  ];
  for (const [text, shown] of cases) {
    assert.equal(oneLine(text), shown);
    assert.equal(oneLine(shown), shown);
  }
});

test("long text is cut, and its length told", () => {
  assert.equal(oneLine("x".repeat(1000)), "x".repeat(1000));
  assert.equal(oneLine("abcdefghij".repeat(3), 20), "abc… (30 characters)");
  assert.equal(oneLine("\x1b".repeat(3e6), 40).length, 40);
  assert.equal(oneLine("ab😀".repeat(9), 20), "ab… (36 characters)");
});

test("whatever a text is, its line is one, harmless, no longer than it may be, and stays as it is", () => {
  fc.assert(
    fc.property(foreign, fc.integer({ min: 30, max: 300 }), (text, most) => {
      const line = oneLine(text, most);
      assert.equal(obeyedIn(line), undefined);
      assert.ok(!line.includes("\n"));
      assert.ok(line.length <= most);
      assert.equal(oneLine(line, most), line);
    }),
    { examples: hostile.map((text) => [text, 200]) },
  );
});

test("a text of its own lines has them still, however they end, and the last of many", () => {
  assert.deepEqual(linesOf("one\r\n  two\x1b[2J \n\n"), ["one", "  two\\x1b[2J"]);
  assert.deepEqual(linesOf("1\n2\n3\n4", 2), ["3", "4"]);
  assert.equal(indented(oneLine("a"), 2), "  a");
});
