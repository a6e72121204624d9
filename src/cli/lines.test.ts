import assert from "node:assert/strict";
import { constants } from "node:buffer";
import { test } from "node:test";
import fc from "fast-check";
import { linesIn } from "./lines.ts";

const chunks = async function* (bytes: Buffer, size: number) {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
};

const lines = (text: string, size: number) =>
  Array.fromAsync(linesIn(chunks(Buffer.from(text), size)));

test("lines end where a line end stands, in whatever pieces they come", async () => {
  const text = fc.string({ unit: fc.constantFrom("a", "\n", "\r", "\u2028", "ä", "☃") });
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 8 }), async (one, size) =>
      assert.deepEqual(await lines(one, size), one.split("\n")),
    ),
  );
});

test("a line that is longer than anybody's is left out, and those around it are not", async () => {
  const long = "x".repeat(2 ** 20 + 1);
  assert.deepEqual(await lines(`a\n${long}\nb\n${long}`, 65_536), ["a", undefined, "b", undefined]);
});

test("lines are read of what is longer, as a whole, than a text can be", async () => {
  const much = Buffer.concat([Buffer.alloc(2 ** 20 + 1, "x"), Buffer.from("\nshort\n")]);
  const times = Math.ceil(constants.MAX_STRING_LENGTH / 2 ** 20);
  const all = async function* () {
    for (let i = 0; i < times; i++) yield much;
  };
  const told = await Array.fromAsync(linesIn(all()));
  assert.equal(told.filter((line) => line === "short").length, times);
});
