import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { durationOf } from "./duration.ts";

test("spans of time are read in Go's units", () => {
  const cases: [text: string, wanted: number | undefined][] = [
    ["0", 0],
    ["500ms", 500],
    ["1m30s", 90_000],
    ["1.5s", 1500],
    ["2h", 7_200_000],
    ["250us", 0.25],
    [".5s", 500],
    ["5", undefined],
    ["", undefined],
    ["5 s", undefined],
    ["-1s", undefined],
    ["1d", undefined],
  ];
  for (const [text, wanted] of cases) assert.equal(durationOf(text), wanted, text);
});

test("a span is the sum of its parts", () => {
  fc.assert(
    fc.property(fc.nat(999), fc.nat(59), fc.nat(999), (hours, minutes, ms) => {
      const sum = hours * 3_600_000 + minutes * 60_000 + ms;
      assert.equal(durationOf(`${hours}h${minutes}m${ms}ms`), sum);
    }),
  );
});
