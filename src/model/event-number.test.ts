import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { eventNumber, isBehind, numberIn } from "./event-number.ts";

for (const id of ["0", "7", "9007199254740993", "12345678901234567890"])
  test(`${id} is read as it was written`, () => {
    assert.equal(numberIn(`{"id": ${id}, "tenant": "bearded"}`), id);
    assert.equal(numberIn(JSON.stringify({ id })), id);
    assert.equal(eventNumber(id), id);
  });

for (const body of [
  ...["", "7", "null", "[]", "{}", '{"id": null}', '{"id": true}', '{"id": []}', '{"id": [7]}'],
  ...['{"id": -1}', '{"id": 1.5}', '{"id": 7.0}', '{"id": 1e3}', '{"id": ""}', '{"id": " 7"}'],
  ...['{"a": {"id": 7}}', '[{"id": 7}]', `{"id": ${"9".repeat(41)}}`, '{"id": "007"}'],
  `{"id": 7, "a": ${"[".repeat(50_000)}${"]".repeat(50_000)}}`,
])
  test(`${body.slice(0, 30) || "an empty text"} has no number of an event`, () => {
    assert.equal(numberIn(body), undefined);
  });

test("numbers are ordered as numbers, however great they are", () => {
  const number = fc.bigInt({ min: 0n, max: 10n ** 39n });
  fc.assert(
    fc.property(number, number, (one, other) => isBehind(`${one}`, `${other}`) === one > other),
  );
});
