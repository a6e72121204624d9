import assert from "node:assert/strict";
import { test } from "node:test";
import type { Event } from "../model/event.ts";
import type { Unfound } from "../model/unfound.ts";
import { seconds } from "../model/units.ts";
import { manualClock } from "./clock.testing.ts";
import { untilFound } from "./found.ts";

const database = { service: "bearded_db", address: "10.0.1.18" };
const onTwo: readonly Unfound[] = [
  { ...database, node: "node-02" },
  { ...database, node: "node-03" },
];

/** Names that are not found until a moment, or until their service was replaced. */
const names = (isFound: (now: number, replaced: number) => boolean) => {
  const [clock, told, replaced] = [manualClock(), [] as Event[], [] as string[]];
  const { signal } = new AbortController();
  const done = untilFound({
    ...{ clock, signal, within: seconds(10), tell: (event: Event) => told.push(event) },
    look: async () => (isFound(clock.now(), replaced.length) ? [] : onTwo),
    replace: async (service) => {
      replaced.push(service);
    },
  });
  return { done, told, replaced };
};

test("a name that gets around in time is waited for, and nothing is replaced", async () => {
  const { done, told, replaced } = names((now) => now > 3000);
  await done;
  assert.deepEqual([told, replaced], [[], []]);
});

test("tasks that stay unfound are replaced once, and it is told which and where", async () => {
  const { done, told, replaced } = names((_, count) => count > 0);
  await done;
  assert.deepEqual(replaced, ["bearded_db"]);
  assert.deepEqual(told, [
    {
      type: "warned",
      message:
        "bearded_db at 10.0.1.18 is not found by its name on node-02, node-03: its tasks are replaced",
    },
  ]);
});

test("where that does not help the wait fails with what is missing", async () => {
  await assert.rejects(
    names(() => false).done,
    /all tasks run, but bearded_db at 10\.0\.1\.18 is not found by its name on node-02, node-03/,
  );
});
