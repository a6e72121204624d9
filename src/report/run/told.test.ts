import assert from "node:assert/strict";
import { test } from "node:test";
import { firstLine } from "./told.ts";

const lineOf = (message: string): string => firstLine({ message, whole: "" });

test("the first line of a message is the first with words in it", () => {
  assert.equal(lineOf("\n  wanted 1\nseen 2"), "wanted 1");
  assert.equal(lineOf(""), "");
});

test("a line that announces the next one takes it along", () => {
  assert.equal(lineOf("fail:\n  node-01: wanted 200\n  node-02"), "fail: node-01: wanted 200");
  assert.equal(lineOf("unknown:"), "unknown:");
});
