import assert from "node:assert/strict";
import { test } from "node:test";
import { type HistoryTexts, historyOf } from "./history.ts";

const line = JSON.stringify({ node: "node-01", sent: 1500 });

const written = (texts: Partial<HistoryTexts>) =>
  historyOf({ attempts: "", occurrences: "", hearings: "", ...texts });

test("a last line that a crash cut off is left out, and counted", () => {
  const { attempts, unreadable } = written({ attempts: `${line}\n${line.slice(0, 20)}` });
  assert.deepEqual(attempts, [JSON.parse(line)]);
  assert.equal(unreadable, 1);
});

test("a whole history has nothing unreadable, with or without a last line break", () => {
  for (const attempts of [`${line}\n`, line, ""]) assert.equal(written({ attempts }).unreadable, 0);
});

test("a watch that nobody ended lasted until its last request left", () => {
  assert.equal(written({ attempts: `${line}\n` }).lasted, 1500);
});

test("occurrences come in the order of time, in whatever order they were written", () => {
  const later = '{"at":2000,"kind":"task","what":"later"}';
  const sooner = '{"at":1000,"kind":"node","what":"sooner"}';
  assert.deepEqual(
    written({ occurrences: `${later}\n${sooner}\n` }).occurrences.map(({ what }) => what),
    ["sooner", "later"],
  );
});
