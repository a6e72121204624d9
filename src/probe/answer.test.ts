import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readAnswer } from "./answer.ts";

const said = {
  tenant: "bearded",
  container: "c1",
  node: "node-01",
  peer: "10.20.0.3",
  headers: {},
};

test("every X-Forwarded-For line is kept as it arrived", () => {
  const lines = ["6.6.6.6", "7.7.7.7, 8.8.8.8"];
  const body = JSON.stringify({ ...said, headers: { "x-forwarded-for": lines } });
  assert.deepEqual(readAnswer(body), { tenant: "bearded", container: "c1", forwardedFor: lines });
});

test("without X-Forwarded-For the list is empty", () => {
  assert.deepEqual(readAnswer(JSON.stringify(said))?.forwardedFor, []);
});

for (const body of [
  "",
  "<h1>404</h1>",
  "null",
  "[]",
  '{"tenant":1,"headers":{}}',
  '{"tenant":"a"}',
])
  test(`${body || "an empty body"} is no tenant's answer`, () => {
    assert.equal(readAnswer(body), undefined);
  });

test("no text makes the reader throw", () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (body) => void readAnswer(body)));
});
