import assert from "node:assert/strict";
import { test } from "node:test";
import { wantingIn } from "./processors.ts";

test("who wants a processor is told without the one who asks", () => {
  assert.equal(wantingIn("4.41 2.28 1.00 3/2179 2030\n"), 2);
  assert.equal(wantingIn("0.00 0.00 0.00 1/80 12\n"), 0);
  assert.equal(wantingIn("0.00 0.00 0.00 0/80 12\n"), 0);
});

test("what is not told is not made up", () => {
  for (const text of ["", "0.1 0.2", "a b c d/e f"]) assert.equal(wantingIn(text), undefined);
});
