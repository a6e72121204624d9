import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { goSorted } from "./go-sorted.ts";

const byNumber = (one: string, other: string): boolean =>
  Number.parseInt(one, 10) < Number.parseInt(other, 10);

test("what is sorted is in order, and nothing is lost", () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 40 }), { maxLength: 400 }), (numbers) => {
      assert.deepEqual(
        goSorted(numbers, (one, other) => one < other),
        numbers.toSorted((one, other) => one - other),
      );
    }),
  );
});

test("up to twelve entries equals keep their order", () => {
  const entries = ["2a", "1a", "2b", "1b", "1c", "0a", "2c", "0b"];
  assert.deepEqual(goSorted(entries, byNumber), ["0a", "0b", "1a", "1b", "1c", "2a", "2b", "2c"]);
});
