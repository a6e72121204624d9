import assert from "node:assert/strict";
import { test } from "node:test";
import { type HistoryTexts, historyOf } from "./history.ts";

const line = JSON.stringify({ node: "node-01", sent: 1500 });

const written = (texts: Partial<HistoryTexts>) =>
  historyOf({ attempts: "", occurrences: "", hearings: "", machine: "", ...texts });

const end = (lines: number) => JSON.stringify({ lines });

const isWhole = (attempts: string): boolean =>
  !written({ attempts }).incomplete.includes("attempts");

test("a last line that a crash cut off is left out, and the file is not whole", () => {
  const attempts = `${line}\n${line.slice(0, 20)}`;
  assert.deepEqual(written({ attempts }).attempts, [JSON.parse(line)]);
  assert.equal(isWhole(attempts), false);
});

test("a file is whole if it ends with the number of its lines", () => {
  assert.ok(isWhole(`${line}\n${line}\n${end(2)}\n`));
  assert.ok(isWhole(end(0)));
  for (const text of [`${line}\n${end(2)}`, `${line}\n${line}`, "", `${end(1)}\n${line}`])
    assert.equal(isWhole(text), false, text);
});

test("a history begins with what was to be asked", () => {
  const schedule = { from: 12, rate: 20, lanes: [], listeners: [] };
  const attempts = `${JSON.stringify({ schedule })}\n${line}\n${end(2)}`;
  const seen = written({ attempts });
  assert.deepEqual([seen.schedule, seen.attempts], [schedule, [JSON.parse(line)]]);
  assert.ok(isWhole(attempts));
  assert.equal(written({ attempts: `${line}\n${end(1)}` }).schedule, undefined);
});

test("how the machine was is told apart: what was left of it, and when it stood still", () => {
  const [share, stall] = [
    { at: 0, until: 500, left: 0.5 },
    { at: 200, until: 460, stalled: true },
  ];
  const machine = [share, stall].map((one) => JSON.stringify(one)).join("\n");
  assert.deepEqual(written({ machine }).machine, { shares: [share], stalls: [stall] });
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
