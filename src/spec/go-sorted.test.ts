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

// As docker 28.2.2 sent thirty ports, the number being that which is published.
test("beyond that they are left as Go leaves them", () => {
  const written =
    "8a 10a 0a 0b 4a 8b 11a 1a 0c 0d 0e 0f 0g 0h 2a " +
    "9a 0i 0j 9b 0k 9c 4b 3a 3b 0l 0m 3c 10b 0n 0o";
  const sent =
    "0c 0d 0a 0b 0n 0m 0o 0l 0i 0j 0e 0f 0g 0h 0k " +
    "1a 2a 3c 3a 3b 4b 4a 8a 8b 9b 9c 9a 10b 10a 11a";
  assert.equal(goSorted(written.split(" "), byNumber).join(" "), sent);
});
