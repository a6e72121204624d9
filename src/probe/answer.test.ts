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

for (const [fact, headers, forwardedFor] of [
  ["in another case", { "X-Forwarded-For": ["6.6.6.6"] }, ["6.6.6.6"]],
  [
    "in two cases",
    { "x-forwarded-for": ["10.0.0.9"], "X-Forwarded-For": ["6.6.6.6"] },
    ["10.0.0.9", "6.6.6.6"],
  ],
  [
    "with underscores",
    { "x-forwarded-for": ["10.0.0.9"], x_forwarded_for: ["6.6.6.6"] },
    ["10.0.0.9", "x_forwarded_for: 6.6.6.6"],
  ],
  [
    "as a server's variable",
    { HTTP_X_FORWARDED_FOR: "a" },
    ["HTTP_X_FORWARDED_FOR: (no list: string)"],
  ],
  [
    "with entries that are no texts",
    { "x-forwarded-for": ["10.0.0.9", ["6.6.6.6"], 6, null] },
    ["10.0.0.9", "(no text: a list)", "(no text: number)", "(no text: null)"],
  ],
  ["as one text", { "x-forwarded-for": "10.0.0.9" }, ["(no list: string)"]],
  ["beside other headers", { "x-forwarded-for": ["10.0.0.9"], forwarded: ["6"] }, ["10.0.0.9"]],
] as const)
  test(`X-Forwarded-For ${fact} is not overlooked`, () => {
    const body = JSON.stringify({ ...said, headers });
    assert.deepEqual(readAnswer(body)?.forwardedFor, forwardedFor);
  });

test("an answer that says one thing twice is none: which of the two is meant, nobody knows", () => {
  const twice = '{"x-forwarded-for": ["6.6.6.6"], "x-forwarded-for": ["10.0.0.9"]}';
  assert.equal(readAnswer(`{"tenant": "a", "headers": ${twice}}`), undefined);
  assert.equal(readAnswer('{"tenant": "a", "headers": {}, "ten\\u0061nt": "b"}'), undefined);
});

test("keys are counted as they are read, whatever texts look like", () => {
  const text = fc.string({ unit: fc.constantFrom(...'"\\:{}[], a') });
  fc.assert(
    fc.property(fc.dictionary(text, fc.oneof(text, fc.array(text))), (more) => {
      const body = JSON.stringify({ ...more, tenant: "a", headers: {} }, undefined, 1);
      assert.equal(readAnswer(body)?.tenant, "a");
    }),
  );
});

test("an answer of a thousand parts is none, and costs no time", () => {
  for (const inner of ["[".repeat(500_000) + "]".repeat(500_000), `[${"0,".repeat(500_000)}0]`])
    assert.equal(readAnswer(`{"tenant": "a", "headers": {}, "more": ${inner}}`), undefined);
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
