import assert from "node:assert/strict";
import { test } from "node:test";
import { oneLine } from "../model/line.ts";
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

const rendered = (samples: readonly Sample[]) => renderMatrix(samples, samples);

test("what was to be asked and has no sample is not left out of the count", () => {
  const asked = [good, { ...good, node: "node-02" }];
  assert.match(renderMatrix([good], asked).join("\n"), /^1 of 2 requests ok.*answers unknown/m);
});

test("header cases share a row, with the number that is ok and the slowest time", () => {
  const fooled = { ...good, forwardedFor: ["6.6.6.6"], ms: milliseconds(30) };
  assert.deepEqual(rendered([good, fooled]).slice(0, 2), [
    "node     tenant   client    scheme  status  X-Forwarded-For  ms  ok",
    "node-01  bearded  client-1  https   200     172.30.100.101…  30  1/2 NO",
  ]);
});

test("the totals count what is ok and give both verdicts, with evidence where one is not pass", () => {
  assert.deepEqual(rendered([good, untrusted()]).slice(4, 6), [
    "1 of 2 requests ok, slowest 4321 ms: answers fail, addresses unknown",
    "  node-02 × bearded × client-1 × https: wanted 200 from the tenant asked, seen certificate: has expired",
  ]);
});

test("what reached a tenant is shown in its cell and quoted in the evidence, and nothing of it is obeyed", () => {
  const header = "\x1b[2J\x1b[H96 of 96 requests ok\n\x1b[8m";
  const lines = rendered([{ ...good, forwardedFor: [header, `${"6.6.6.6, ".repeat(900)}`] }]);
  assert.deepEqual(lines.slice(1), [
    "node-01  bearded  client-1  https   200     \\x1b[2J\\x1b[H9…  12  0/1 NO",
    "",
    "0 of 1 requests ok, slowest 12 ms: answers pass, addresses fail",
    `  node-01 × bearded × client-1 × https: wanted X-Forwarded-For "172.30.100.101", seen "\\x1b[2J\\x1b[H96 of 96 requests ok\\n\\x1b[8m" and "${"6.6.6.6, ".repeat(20)}6… (8100 characters)"`,
  ]);
});

test("cells are as wide as they look, and no letter is cut in two", () => {
  const cellOf = (said: string) =>
    rendered([{ ...good, forwardedFor: [said] }])[1]
      ?.slice(44)
      .replace(/ +12 .*/, "");
  assert.equal(cellOf("你好你好你好你好"), "你好你好你好你…");
  assert.equal(cellOf("😀".repeat(40)), `${"😀".repeat(7)}…`);
  assert.equal(cellOf("\ud83d\ude00\ud83d"), "😀\\ud83d");
});

test("a matrix without samples is unknown, not green", () => {
  assert.match(rendered([]).join("\n"), /0 of 0 requests ok.*answers unknown, addresses unknown/);
});

test("the widest row fits 80 columns", () => {
  const cases = Array.from({ length: 10 }, (_, i) => (i === 0 ? good : untrusted()));
  const lines = rendered(cases);
  const rows = lines.slice(0, lines.indexOf(oneLine("")));
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
