import assert from "node:assert/strict";
import { test } from "node:test";
import { milliseconds } from "../model/units.ts";
import type { Attempt, Findings } from "../model/watch.ts";
import { findingsOf, percentilesOf } from "./findings.ts";
import { question } from "./stand-ins.testing.ts";

const attempt = (sent: number, facts: Partial<Attempt> = {}): Attempt => ({
  ...question,
  node: "node-01",
  status: 200,
  answeredBy: question.tenant,
  forwardedFor: [question.expected],
  ms: milliseconds(5),
  due: milliseconds(sent),
  sent: milliseconds(sent),
  ...facts,
});

const { status, answeredBy, ...mute } = attempt(0);
const silent = (sent: number, facts: Partial<Attempt> = {}): Attempt => ({
  ...mute,
  error: "refused",
  forwardedFor: [],
  due: milliseconds(sent),
  sent: milliseconds(sent),
  ...facts,
});

const spans = ({ outages }: Findings) => outages.map(({ from, until }) => [from, until]);

test("a watch in which all went well has no outage", () => {
  const seen = findingsOf([attempt(0), attempt(50), attempt(100)]);
  assert.deepEqual(seen.nodes, [{ node: "node-01", total: 3, failed: 0 }]);
  assert.deepEqual([seen.outages, seen.mostSilent, seen.lateness.onTime], [[], 0, 1]);
});

test("an outage begins with a request that failed, and ends when the answer to a later one arrives", () => {
  const seen = findingsOf([attempt(0), silent(50), silent(100), attempt(150), attempt(200)]);
  const { tenant } = question;
  assert.deepEqual(seen.outages, [
    {
      ...{ node: "node-01", tenants: [tenant], from: 50, until: 155, failed: 2 },
      ...{ ended: true, silent: true, errors: ["refused"] },
    },
  ]);
});

test("an answer to a request that left before an outage does not end it", () => {
  const late = attempt(40, { ms: milliseconds(30) });
  const seen = findingsOf([attempt(0), late, silent(50), silent(100), attempt(150)]);
  assert.deepEqual(spans(seen), [[50, 155]]);
});

test("an answer that took so long that others failed meanwhile ends no outage before it arrives", () => {
  const asleep = attempt(100, { ms: milliseconds(1000) });
  const seen = findingsOf([attempt(0), silent(50), asleep, silent(150), attempt(200)]);
  assert.deepEqual(spans(seen), [[50, 205]]);
});

test("two outages are told apart by an answer between them", () => {
  const seen = findingsOf([silent(50), attempt(100), silent(150), attempt(200)]);
  assert.deepEqual(spans(seen), [
    [50, 105],
    [150, 205],
  ]);
});

test("the order in which answers came in does not matter", () => {
  const inOrder = [attempt(0), silent(50), attempt(100), silent(150), attempt(200)];
  assert.deepEqual(findingsOf(inOrder.toReversed()).outages, findingsOf(inOrder).outages);
});

test("an outage that never ended lasts until its last request was given up", () => {
  const seen = findingsOf([attempt(0), silent(50, { ms: milliseconds(5000) }), silent(100)]);
  assert.deepEqual(spans(seen), [[50, 5050]]);
});

test("an error page is a failure, and no silence", () => {
  const seen = findingsOf([attempt(0), { ...silent(50), status: 503 }, attempt(100)]);
  assert.deepEqual([seen.serverErrors, seen.outages[0]?.silent, seen.mostSilent], [1, false, 0]);
});

test("nodes are silent at once only where their outages overlap", () => {
  const other = { node: "node-02" };
  const apart = [silent(0), attempt(50), silent(60, other), attempt(90, other)];
  const overlapping = [silent(0), attempt(50), silent(40, other), attempt(90, other)];
  assert.equal(findingsOf(apart).mostSilent, 1);
  assert.equal(findingsOf(overlapping).mostSilent, 2);
});

test("one node that is silent twice is one node", () => {
  assert.equal(findingsOf([silent(0), attempt(50), silent(60), attempt(90)]).mostSilent, 1);
});

test("wrong addresses and wrong tenants are counted among the answers", () => {
  const seen = findingsOf([
    attempt(0, { forwardedFor: ["6.6.6.6"] }),
    attempt(50, { answeredBy: "shaven" }),
    silent(100),
  ]);
  assert.deepEqual([seen.wrongAddresses, seen.wrongTenants], [1, 1]);
});

test("requests that leave late are known", () => {
  const seen = findingsOf([attempt(0), attempt(50, { due: milliseconds(20) })]);
  assert.deepEqual([seen.lateness.max, seen.lateness.onTime], [30, 0.5]);
});

test("percentiles are values that were seen", () => {
  assert.deepEqual(percentilesOf([4, 1, 3, 2]), { p50: 2, p90: 4, p99: 4, max: 4 });
  assert.deepEqual(percentilesOf([]), { p50: 0, p90: 0, p99: 0, max: 0 });
});
