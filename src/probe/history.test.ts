import assert from "node:assert/strict";
import { test } from "node:test";
import { historyOf } from "./history.ts";

const line = JSON.stringify({ node: "node-01", sent: 1500 });

const written = (texts: Readonly<Record<string, string>>) => {
  const lines = { attempts: "", occurrences: "", hearings: "", machine: "", ...texts };
  return historyOf({
    attempts: lines.attempts.split("\n"),
    occurrences: lines.occurrences.split("\n"),
    hearings: lines.hearings.split("\n"),
    machine: lines.machine.split("\n"),
  });
};

const end = (lines: number) => JSON.stringify({ lines });

const isWhole = async (attempts: string): Promise<boolean> =>
  !(await written({ attempts })).incomplete.includes("attempts");

test("a last line that a crash cut off is left out, and the file is not whole", async () => {
  const attempts = `${line}\n${line.slice(0, 20)}`;
  assert.deepEqual((await written({ attempts })).attempts, [JSON.parse(line)]);
  assert.equal(await isWhole(attempts), false);
});

test("a file is whole if it ends with the number of its lines", async () => {
  assert.ok(await isWhole(`${line}\n${line}\n${end(2)}\n`));
  assert.ok(await isWhole(end(0)));
  for (const text of [`${line}\n${end(2)}`, `${line}\n${line}`, "", `${end(1)}\n${line}`])
    assert.equal(await isWhole(text), false, text);
});

test("a line that holds no object is none, and the file is not whole", async () => {
  for (const text of ["null", "7", '"text"']) {
    assert.deepEqual((await written({ attempts: text })).attempts, []);
    assert.equal(await isWhole(`${line}\n${text}\n${end(2)}`), false);
  }
});

test("a file with a line that was too long to be read is not whole", async () => {
  const attempts = [line, undefined, end(2)];
  const told = await historyOf({ attempts, occurrences: [], hearings: [], machine: [] });
  assert.equal(told.attempts.length, 1);
  assert.ok(told.incomplete.includes("attempts"));
});

test("a history begins with what was to be asked", async () => {
  const schedule = { from: 12, rate: 20, lanes: [], listeners: [] };
  const attempts = `${JSON.stringify({ schedule })}\n${line}\n${end(2)}`;
  const seen = await written({ attempts });
  assert.deepEqual([seen.schedule, seen.attempts], [schedule, [JSON.parse(line)]]);
  assert.ok(await isWhole(attempts));
  assert.equal((await written({ attempts: `${line}\n${end(1)}` })).schedule, undefined);
});

test("how the machine was is told apart: what was left of it, and when it stood still", async () => {
  const [share, stall] = [
    { at: 0, until: 500, left: 0.5 },
    { at: 200, until: 460, stalled: true },
  ];
  const machine = [share, stall].map((one) => JSON.stringify(one)).join("\n");
  assert.deepEqual((await written({ machine })).machine, { shares: [share], stalls: [stall] });
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
