import assert from "node:assert/strict";
import { test } from "node:test";
import { sharing } from "./share.ts";

test("much may be taken at once, and afterwards only what has come since", () => {
  const may = sharing({ most: 10, perSecond: 2 });
  const taken = [
    [10, 0],
    [1, 0],
    [1, 1000],
    [1, 1000],
    [1, 1500],
    [10, 60_000],
    [1, 60_000],
  ] as const;
  assert.deepEqual(
    taken.map(([amount, now]) => may(amount, now)),
    [true, false, true, true, true, true, false],
  );
});
