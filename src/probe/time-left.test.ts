import assert from "node:assert/strict";
import { test } from "node:test";
import { milliseconds } from "../model/units.ts";
import { merged, timeLeft, withoutEvidence } from "./time-left.ts";

const span = (at: number, until: number) => ({ at: milliseconds(at), until: milliseconds(until) });

test("time counts in proportion to what was left, and not while the machine stood still", () => {
  const lasting = timeLeft({
    shares: [
      { ...span(0, 500), left: 1 },
      { ...span(500, 1000), left: 0.5 },
    ],
    stalls: [span(1000, 1300), span(1200, 1400)],
  });
  assert.equal(lasting(0, 500), 500);
  assert.equal(lasting(250, 750), 375);
  assert.equal(lasting(900, 1500), 150);
  assert.equal(lasting(1050, 1250), 0);
  assert.equal(lasting(2000, 3000), 1000);
});

test("no evidence is in a standstill or the second after it, nor where processes starved", () => {
  const machine = {
    shares: [
      { ...span(3000, 3500), left: 0.2 },
      { ...span(3500, 4000), left: 0.6 },
    ],
    stalls: [span(100, 400)],
  };
  assert.deepEqual(withoutEvidence(machine), [span(100, 1400), span(3000, 4500)]);
});

test("spans that touch are one, in whatever order they come", () => {
  assert.deepEqual(merged([span(5, 6), span(0, 2), span(1, 5), span(8, 9)]), [
    span(0, 6),
    span(8, 9),
  ]);
});
