import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { test } from "node:test";
import Docker from "dockerode";
import { followed, type StreamLine } from "./follow.ts";

const engine = new Docker({ socketPath: "/nowhere" });
const saying = (...lines: StreamLine[]) =>
  Readable.from(lines.map((line) => `${JSON.stringify(line)}\r\n`));

test("the lines of an engine that did its work are told in order", async () => {
  const heard: StreamLine[] = [];
  await followed(engine, saying({ stream: "Step 1" }, { stream: "Step 2" }), (line) => {
    heard.push(line);
  });
  assert.deepEqual(heard, [{ stream: "Step 1" }, { stream: "Step 2" }]);
});

test("an error among the lines is a failure, although the stream ends in order", async () => {
  const lines = saying({ stream: "Step 1" }, { error: "manifest unknown" });
  await assert.rejects(followed(engine, lines), /^Error: manifest unknown$/);
});

test("a connection that breaks off is a failure", async () => {
  const broken = new Readable({ read: () => {} });
  const following = followed(engine, broken);
  broken.destroy(new Error("socket hang up"));
  await assert.rejects(following, /socket hang up/);
});

test("what is no JSON is a failure, and does not end the process", async () => {
  for (const text of ["<html>\n", "null\n", "7", '{"stream": "Step 1"'])
    await assert.rejects(followed(engine, Readable.from([text])), {
      message: `the engine said what is no JSON: ${text.trim()}`,
    });
});

test("the last line counts also without an end, and a letter may be cut by two pieces", async () => {
  const heard: StreamLine[] = [];
  const bytes = Buffer.from('{"stream":"naïve"}\n\n{"error":"no space"}');
  const pieces = Readable.from([bytes.subarray(0, 14), bytes.subarray(14)]);
  const following = followed(engine, pieces, (line) => heard.push(line));
  await assert.rejects(following, /^Error: no space$/);
  assert.deepEqual(heard, [{ stream: "naïve" }]);
});
