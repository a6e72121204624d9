import assert from "node:assert/strict";
import { test } from "node:test";
import { BadInput } from "../model/errors.ts";
import { oneLine } from "../model/line.ts";
import { painted } from "../report/paint.ts";
import { guarded, print, printJson } from "./around.ts";
import { forShell } from "./env.ts";

const paper = (facts: { readonly isTTY?: boolean; readonly columns?: number } = {}) => {
  let text = "";
  const write = (more: string): void => {
    text += more;
  };
  return { out: { ...facts, write }, written: () => text };
};

test("a guarded stream is the same terminal, which obeys nothing but what we mean", () => {
  const { out, written } = paper({ isTTY: true, columns: 72 });
  const stream = guarded(out);
  assert.deepEqual([stream.isTTY, stream.columns], [true, 72]);
  print(stream, painted(oneLine("one"), "red"), oneLine("two"));
  stream.write("\x1b[2Jthree\r\n");
  assert.equal(written(), "\x1b[31mone\x1b[39m\ntwo\n\\x1b[2Jthree\\r\n");
  assert.equal(guarded(paper().out).isTTY, false);
});

test("a JSON document is a line that a guarded stream leaves as it is", () => {
  const { out, written } = paper();
  const value = { said: "\x1b[2J\x9b\u202e\u2028\n##[error] ::a::" };
  printJson(guarded(out), value);
  assert.deepEqual(JSON.parse(written()), value);
});

test("what a shell is told is told as it is, however long, or not at all", () => {
  const long = `export A='${"a".repeat(5000)} grüße'`;
  assert.equal(forShell(long), long);
  assert.throws(() => forShell("export A='a\x1b[2J'"), BadInput);
});
