import assert from "node:assert/strict";
import { test } from "node:test";
import { countsInWords, instant, span } from "./words.ts";

test("a span has the unit in which people think of it", () => {
  assert.deepEqual([0.4, 999, 1000, 59_900, 60_000, 125_400].map(span), [
    "0 ms",
    "999 ms",
    "1.0 s",
    "59.9 s",
    "1 min 0 s",
    "2 min 5 s",
  ]);
});

test("a span is never 60 seconds and something", () => {
  assert.equal(span(59_960), "1 min 0 s");
  assert.equal(span(119_600), "2 min 0 s");
});

test("counts name only what there is", () => {
  const none = { passed: 0, failed: 0, unknown: 0, skipped: 0, unfinished: 0 };
  assert.equal(countsInWords(none), "0 scenarios");
  assert.equal(countsInWords({ ...none, failed: 1 }), "1 scenario: 1 failed");
  assert.equal(
    countsInWords({ ...none, passed: 2, unfinished: 1 }),
    "3 scenarios: 2 passed, 1 unfinished",
  );
});

test("an instant is in UTC, wherever the machine is", () => {
  assert.equal(instant(0), "1970-01-01 00:00:00 UTC");
  assert.equal(instant(Date.UTC(2026, 10, 22, 23, 2, 48)), "2026-11-22 23:02:48 UTC");
});
