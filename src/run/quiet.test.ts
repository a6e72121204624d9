import assert from "node:assert/strict";
import { test } from "node:test";
import { manualClock } from "./clock.testing.ts";
import { type Door, untilQuiet } from "./quiet.ts";

const door = (port: number, closesAfter: number): Door & { readonly asked: () => number } => {
  let count = 0;
  return {
    ...{ node: "node-03", port, asked: () => count },
    isOpen: async () => count++ < closesAfter,
  };
};
const { signal } = new AbortController();

test("a drained node is asked until it is quiet, and a quiet port not again", async () => {
  const [closed, closing] = [door(80, 0), door(443, 3)];
  await untilQuiet([closed, closing], { clock: manualClock(), signal });
  assert.deepEqual([closed.asked(), closing.asked()], [1, 4]);
});

test("a drained node that never gets quiet is told, with its open ports", async () => {
  await assert.rejects(
    untilQuiet([door(80, 0), door(443, Number.POSITIVE_INFINITY)], {
      ...{ clock: manualClock(), signal },
    }),
    {
      message:
        "after 30 s nodes that are described as drained still take connections:\n  node-03 on port 443",
    },
  );
});

test("where no node is drained nothing is waited for", async () => {
  const clock = manualClock();
  await untilQuiet([], { clock, signal });
  assert.equal(clock.now(), 0);
});
