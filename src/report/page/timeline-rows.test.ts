import assert from "node:assert/strict";
import { test } from "node:test";
import { milliseconds } from "../../model/units.ts";
import { aFailure, anAttempt, aWatch } from "./attempts.testing.ts";
import { timelineRows } from "./timeline-rows.ts";

const many = <T>(length: number, one: (sent: ReturnType<typeof milliseconds>) => T): T[] =>
  Array.from({ length }, (_, i) => one(milliseconds(i)));

test("there is a row for each node and client, also for one of whom nothing is known", () => {
  const watch = aWatch([], { nodes: ["a", "b"], clients: ["x", "y"] });
  const { rows } = timelineRows(watch, []);
  assert.deepEqual(
    rows.map(({ node, client }) => `${node} ${client}`),
    ["a x", "a y", "b x", "b y"],
  );
});

test("answers are thinned out, failures are not", () => {
  const attempts = [
    ...many(5000, (sent) => anAttempt({ sent })),
    ...many(2000, (sent) => aFailure({ sent })),
  ];
  const { rows, undrawn } = timelineRows(aWatch(attempts), attempts);
  assert.equal(undrawn, 0);
  assert.equal(rows[0]?.failed.length, 2000);
  assert.ok((rows[0]?.answered.length ?? 0) <= 800);
});

test("how many failures are not drawn is told", () => {
  const attempts = many(2500, (sent) => aFailure({ sent }));
  assert.equal(timelineRows(aWatch(attempts), attempts).undrawn, 500);
});
