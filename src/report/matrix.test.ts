import assert from "node:assert/strict";
import { test } from "node:test";
import type { Sample } from "../model/sample.ts";
import { milliseconds } from "../model/units.ts";
import { renderMatrix } from "./matrix.ts";
import { sampleLine } from "./matrix-line.ts";

const good: Sample = {
  node: "node-01",
  tenant: "bearded",
  client: "client-1",
  scheme: "https",
  host: "bearded.example.com",
  claims: [],
  expected: "172.30.100.101",
  status: 200,
  answeredBy: "bearded",
  forwardedFor: ["172.30.100.101"],
  ms: milliseconds(12),
};
const untrusted = (): Sample => {
  const { status, answeredBy, ...asked } = { ...good, node: "node-02" };
  return { ...asked, forwardedFor: [], error: "certificate: has expired", ms: milliseconds(4321) };
};

const rendered = (samples: readonly Sample[]): string => renderMatrix(samples, samples);

test("what was to be asked and has no sample is not left out of the count", () => {
  const asked = [good, { ...good, node: "node-02" }];
  assert.match(renderMatrix([good], asked), /^1 of 2 requests ok.*answers unknown/m);
});

test("header cases share a row, with the number that is ok and the slowest time", () => {
  const fooled = { ...good, forwardedFor: ["6.6.6.6"], ms: milliseconds(30) };
  assert.equal(
    rendered([good, fooled]).split("\n\n")[0],
    [
      "node     tenant   client    scheme  status  X-Forwarded-For  ms  ok",
      "node-01  bearded  client-1  https   200     172.30.100.101…  30  1/2 NO",
    ].join("\n"),
  );
});

test("the totals count what is ok and give both verdicts, with evidence where one is not pass", () => {
  const text = rendered([good, untrusted()]);
  assert.deepEqual(text.split("\n").slice(4, 6), [
    "1 of 2 requests ok, slowest 4321 ms: answers fail, addresses unknown",
    "  node-02 × bearded × client-1 × https: wanted 200 from the tenant asked, seen certificate: has expired",
  ]);
});

test("a matrix without samples is unknown, not green", () => {
  assert.match(rendered([]), /0 of 0 requests ok.*answers unknown, addresses unknown/);
});

test("the widest row fits 80 columns", () => {
  const cases = Array.from({ length: 10 }, (_, i) => (i === 0 ? good : untrusted()));
  const rows = rendered(cases).split("\n\n")[0]?.split("\n") ?? [];
  for (const row of rows) assert.ok(row.length <= 80, `${row.length}: ${row}`);
});

test("a sample's line has the documented fields, null where there is nothing to say", () => {
  const asked = { tenant: "bearded", client: "client-1", scheme: "https" };
  const expected = "172.30.100.101";
  assert.deepEqual(sampleLine(good), {
    node: "node-01",
    ...asked,
    status: 200,
    error: null,
    forwardedFor: [expected],
    expected,
    ms: 12,
    ok: true,
  });
  assert.deepEqual(sampleLine(untrusted()), {
    node: "node-02",
    ...asked,
    status: null,
    error: "certificate: has expired",
    forwardedFor: [],
    expected,
    ms: 4321,
    ok: false,
  });
});
