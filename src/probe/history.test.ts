import assert from "node:assert/strict";
import { test } from "node:test";
import { historyOf } from "./history.ts";

const line = JSON.stringify({ node: "node-01", sent: 1500 });

const written = ({ attempts = "", occurrences = "" }: Record<string, string | undefined>) =>
  historyOf({
    attempts: attempts.split("\n"),
    occurrences: occurrences.split("\n"),
    hearings: [],
  });

test("a last line that a crash cut off is left out, and counted", async () => {
  const { attempts, unreadable } = await written({ attempts: `${line}\n${line.slice(0, 20)}` });
  assert.deepEqual(attempts, [JSON.parse(line)]);
  assert.equal(unreadable, 1);
});

test("a whole history has nothing unreadable, with or without a last line break", async () => {
  for (const attempts of [`${line}\n`, line, ""])
    assert.equal((await written({ attempts })).unreadable, 0);
});

test("a watch that nobody ended lasted until its last request left", async () => {
  assert.equal((await written({ attempts: `${line}\n` })).lasted, 1500);
});

test("occurrences come in the order of time, in whatever order they were written", async () => {
  const later = '{"at":2000,"kind":"task","what":"later"}';
  const sooner = '{"at":1000,"kind":"node","what":"sooner"}';
  assert.deepEqual(
    (await written({ occurrences: `${later}\n${sooner}\n` })).occurrences.map(({ what }) => what),
    ["sooner", "later"],
  );
});

test("a line that holds no object is unreadable, though it is JSON", async () => {
  for (const attempts of ["null", "7", '"text"'])
    assert.equal((await written({ attempts })).unreadable, 1);
});

test("a line that was too long to be read is counted too", async () => {
  const told = await historyOf({ attempts: [line, undefined], occurrences: [], hearings: [] });
  assert.deepEqual([told.attempts.length, told.unreadable], [1, 1]);
});
