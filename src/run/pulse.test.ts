import assert from "node:assert/strict";
import { test } from "node:test";
import { milliseconds } from "../model/units.ts";
import type { MachineLine } from "../model/watch.ts";
import { manualClock } from "./clock.testing.ts";
import { keepPulse } from "./pulse.ts";

/** Keeps a pulse for so many milliseconds of a clock of its own; beats come late as told. */
const kept = async (
  span: number,
  {
    late = () => 0,
    wanting = () => 1,
  }: Partial<Record<"late" | "wanting", (at: number) => number>>,
): Promise<readonly MachineLine[]> => {
  const clock = manualClock();
  const end = new AbortController();
  const lines: MachineLine[] = [];
  const sleep: typeof clock.sleep = async (time, signal) => {
    await clock.sleep(milliseconds(time + late(clock.now())), signal);
    if (clock.now() >= span) end.abort();
  };
  await keepPulse({
    clock: { ...clock, sleep },
    signal: end.signal,
    record: (line) => lines.push(line),
    wanting: () => wanting(clock.now()),
    processors: 2,
  });
  return lines;
};

test("a machine with a processor for each is told as that, span after span without a gap", async () => {
  assert.deepEqual(await kept(1200, {}), [
    { at: 0, until: 500, left: 1 },
    { at: 500, until: 1000, left: 1 },
    { at: 1000, until: 1200, left: 1 },
  ]);
});

test("where more processes want a processor than there are, each has its part", async () => {
  const [first, second] = await kept(1000, { wanting: (at) => (at <= 500 ? 4 : 8) });
  assert.deepEqual(first, { at: 0, until: 500, left: 0.5 });
  assert.deepEqual(second, { at: 500, until: 1000, left: 0.25 });
});

test("who wakes late stood still", async () => {
  const lines = await kept(1000, { late: (at) => (at === 200 ? 400 : 0) });
  assert.deepEqual(
    lines.filter((line) => "stalled" in line),
    [{ at: 200, until: 620, stalled: true }],
  );
});

test("a beat that is a little late is none", async () => {
  const lines = await kept(1000, { late: () => 200 });
  assert.ok(lines.every((line) => !("stalled" in line)));
});
