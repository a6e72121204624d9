import assert from "node:assert/strict";
import { test } from "node:test";
import { anAttempt } from "./attempts.testing.ts";
import { historyOf } from "./histories.ts";

const line = JSON.stringify(anAttempt());

test("a last line that a crash cut off is left out, and counted", () => {
  const history = historyOf({ attempts: `${line}\n${line.slice(0, 20)}`, occurrences: "" });
  assert.deepEqual(history, { attempts: [anAttempt()], occurrences: [], unreadable: 1 });
});

test("a whole history has nothing unreadable, with or without a last line break", () => {
  for (const attempts of [`${line}\n`, line, ""])
    assert.equal(historyOf({ attempts, occurrences: "" }).unreadable, 0);
});

test("occurrences come in the order of time, in whatever order they were written", () => {
  const later = '{"at":2000,"kind":"task","what":"later"}';
  const sooner = '{"at":1000,"kind":"node","what":"sooner"}';
  const { occurrences } = historyOf({ attempts: "", occurrences: `${later}\n${sooner}\n` });
  assert.deepEqual(
    occurrences.map(({ what }) => what),
    ["sooner", "later"],
  );
});
