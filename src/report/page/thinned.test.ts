import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { milliseconds } from "../../model/units.ts";
import { anAttempt } from "./attempts.testing.ts";
import { evenly, slowestOfEach } from "./thinned.ts";

const attempts = fc.array(
  fc
    .record({ sent: fc.nat(100_000), ms: fc.nat(5000) })
    .map(({ sent, ms }) => anAttempt({ sent: milliseconds(sent), ms: milliseconds(ms) })),
);

test("no more are left than asked for, and the slowest of all is among them", () => {
  fc.assert(
    fc.property(attempts, fc.integer({ min: 1, max: 50 }), (all, most) => {
      const left = slowestOfEach(all, most);
      assert.ok(left.length <= most);
      const slowest = (some: readonly { ms: number }[]) => Math.max(0, ...some.map(({ ms }) => ms));
      assert.equal(slowest(left), slowest(all));
    }),
  );
});

test("what is few enough is left alone", () => {
  const few = [anAttempt({ ms: milliseconds(1) }), anAttempt({ ms: milliseconds(2) })];
  assert.equal(slowestOfEach(few, 2), few);
});

test("evenly chosen ones begin with the first and are each there once", () => {
  fc.assert(
    fc.property(fc.nat(500), fc.integer({ min: 1, max: 100 }), (length, most) => {
      const all = Array.from({ length }, (_, i) => i);
      const chosen = evenly(all, most);
      assert.equal(chosen.length, Math.min(length, most));
      assert.equal(new Set(chosen).size, chosen.length);
      assert.equal(chosen[0], all[0]);
    }),
  );
});
