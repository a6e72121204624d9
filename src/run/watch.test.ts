import assert from "node:assert/strict";
import { test } from "node:test";
import type { Question, Sample } from "../model/sample.ts";
import type { Lane } from "../model/schedule.ts";
import { milliseconds } from "../model/units.ts";
import type { Attempt } from "../model/watch.ts";
import { manualClock } from "./clock.testing.ts";
import { watch } from "./watch.ts";

const question = (node: string, tenant: string): Question => ({
  ...{ node, tenant, client: "client-1", scheme: "http", host: `${tenant}.example.com` },
  ...{ claims: [], expected: "10.0.0.9" },
});

const lane = (node: string): Lane => [question(node, "bearded"), question(node, "shaven")];

const answered = (one: Question): Sample => ({
  ...one,
  ...{ status: 200, answeredBy: one.tenant, forwardedFor: [one.expected], ms: milliseconds(1) },
});

/** Watches until so many milliseconds have passed on a clock of its own. */
const watched = async (
  span: number,
  ask: (question: Question, clock: ReturnType<typeof manualClock>) => Promise<Sample>,
): Promise<readonly Attempt[]> => {
  const clock = manualClock();
  const attempts: Attempt[] = [];
  const end = new AbortController();
  const sleep: typeof clock.sleep = async (time, signal) => {
    await clock.sleep(time, signal);
    if (clock.now() >= span) end.abort();
  };
  await watch({
    schedule: {
      ...{ from: milliseconds(0), rate: 20, listeners: [] },
      lanes: [lane("node-01"), lane("node-02")],
    },
    signal: end.signal,
    ask: (one) => ask(one, clock),
    record: (one) => attempts.push(one),
    clock: { ...clock, sleep },
  });
  return attempts;
};

test("each lane asks at its rate, and the lanes take turns", async () => {
  const attempts = await watched(200, async (one) => answered(one));
  assert.deepEqual(
    attempts.map(({ node, tenant, due }) => [due, node, tenant]),
    [
      [0, "node-01", "bearded"],
      [25, "node-02", "bearded"],
      [50, "node-01", "shaven"],
      [75, "node-02", "shaven"],
      [100, "node-01", "bearded"],
      [125, "node-02", "bearded"],
      [150, "node-01", "shaven"],
      [175, "node-02", "shaven"],
    ],
  );
});

test("a request that is never answered keeps none of the later ones back", async () => {
  const hung = Promise.withResolvers<Sample>();
  const asked: string[] = [];
  const all = watched(200, (one) => {
    asked.push(one.node);
    if (asked.length < 8)
      return one.node === "node-01" ? hung.promise : Promise.resolve(answered(one));
    hung.resolve(answered(question("node-01", "bearded")));
    return Promise.resolve(answered(one));
  });
  assert.equal((await all).length, 8);
});

test("what was due when the watch ended is asked still", async () => {
  const attempts = await watched(200, async (one, clock) => {
    if (clock.now() === 50) clock.advance(milliseconds(300));
    return answered(one);
  });
  assert.deepEqual(
    attempts.map(({ due }) => due),
    Array.from({ length: 15 }, (_, turn) => turn * 25),
  );
});

test("when the prober itself falls behind, the attempts say by how much", async () => {
  const attempts = await watched(200, async (one, clock) => {
    if (clock.now() === 50) clock.advance(milliseconds(60));
    return answered(one);
  });
  assert.deepEqual(
    attempts.slice(2, 6).map(({ due, sent }) => sent - due),
    [0, 35, 10, 0],
  );
});

test("where hardly any request ends, no more are sent than in six seconds, and those are late", async () => {
  const hung: PromiseWithResolvers<Sample>[] = [];
  let most = 0;
  const attempts = await watched(20_000, (one, clock) => {
    const next = Promise.withResolvers<Sample>();
    most = Math.max(most, hung.push(next));
    if (clock.now() > 15_000) for (const each of hung.splice(0)) each.resolve(answered(one));
    else if (most === 240)
      setImmediate(() => {
        clock.advance(milliseconds(11_000));
        for (const each of hung.splice(0)) each.resolve(answered(one));
      });
    return next.promise;
  });
  assert.equal(most, 240);
  assert.ok(attempts.some(({ due, sent }) => sent - due > 10_000));
});
