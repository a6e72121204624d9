import assert from "node:assert/strict";
import { test } from "node:test";
import type { Sample } from "../model/sample.ts";
import { milliseconds } from "../model/units.ts";
import { checkAddresses, checkAnswers, checkRefused, isOk } from "./check.ts";
import { question } from "./stand-ins.testing.ts";

const answered: Sample = {
  ...question,
  status: 200,
  answeredBy: "bearded",
  forwardedFor: ["172.30.0.11"],
  ms: milliseconds(3),
};
const unanswered: Sample = { ...question, error: "refused", forwardedFor: [], ms: milliseconds(1) };
const notFound: Sample = { ...question, status: 404, forwardedFor: [], ms: milliseconds(1) };
const answersOf = (samples: readonly Sample[]) => checkAnswers(samples, samples);
const addressesOf = (samples: readonly Sample[]) => checkAddresses(samples, samples);
const refusalsOf = (samples: readonly Sample[]) => checkRefused(samples, samples);
const where = "node-01 × bearded × client-1 × http";

test("a request is ok when the right tenant answered 200 and saw the client alone", () => {
  assert.ok(isOk(answered));
  assert.ok(!isOk({ ...answered, status: 503 }));
  assert.ok(!isOk({ ...answered, answeredBy: "shaven" }));
  assert.ok(!isOk({ ...answered, forwardedFor: [] }));
  assert.ok(!isOk(unanswered));
});

test("no samples are unknown to every check", () => {
  for (const check of [checkAnswers, checkAddresses, checkRefused])
    for (const asked of [[], [question]]) assert.notEqual(check([], asked).verdict, "pass");
});

test("answers from the tenants asked for pass", () => {
  assert.equal(answersOf([answered, answered]).verdict, "pass");
});

for (const [fact, sample, seen] of [
  ["no connection", unanswered, "refused"],
  ["another status", { ...notFound, status: 503 }, "503 from no tenant"],
  ["another tenant", { ...answered, answeredBy: "shaven" }, "200 from shaven"],
] as const)
  test(`${fact} fails the answers, told with place, wanted and seen`, () => {
    assert.deepEqual(answersOf([answered, sample]), {
      verdict: "fail",
      evidence: [`${where}: wanted 200 from the tenant asked, seen ${seen}`],
    });
  });

for (const [fact, forwardedFor, seen] of [
  ["no header", [], "none"],
  ["another address", ["6.6.6.6"], '"6.6.6.6"'],
  ["two lines", ["172.30.0.11", "6.6.6.6"], '"172.30.0.11" and "6.6.6.6"'],
  ["a comma list", ["6.6.6.6, 172.30.0.11"], '"6.6.6.6, 172.30.0.11"'],
] as const)
  test(`${fact} fails the addresses`, () => {
    assert.deepEqual(addressesOf([{ ...answered, forwardedFor }]), {
      verdict: "fail",
      evidence: [`${where}: wanted X-Forwarded-For "172.30.0.11", seen ${seen}`],
    });
  });

test("addresses are unknown as long as one answer is missing, and wrong ones fail all the same", () => {
  const some = addressesOf([answered, unanswered]);
  assert.equal(some.verdict, "unknown");
  assert.match(some.evidence.join(), /no tenant answered 1 of 2 requests/);
  const fooled = { ...answered, forwardedFor: ["6.6.6.6"] };
  assert.equal(addressesOf([fooled, unanswered]).verdict, "fail");
  assert.equal(addressesOf([unanswered, notFound]).verdict, "unknown");
});

test("404 from the proxy itself passes the refusal, any other answer fails it, silence is unknown", () => {
  const refused = { ...notFound, refusedBy: "proxy" };
  assert.equal(refusalsOf([refused]).verdict, "pass");
  assert.equal(refusalsOf([refused, unanswered]).verdict, "fail");
  assert.equal(refusalsOf([{ ...refused, answeredBy: "bearded" }]).verdict, "fail");
  assert.match(
    refusalsOf([notFound]).evidence.join(),
    /wanted 404 from the proxy, seen 404 from no tenant/,
  );
  assert.equal(refusalsOf([unanswered]).verdict, "unknown");
});

test("what was to be asked and was not makes every check unknown: a node, a tenant, a claim, one of two", () => {
  const refused = { ...notFound, refusedBy: "proxy" };
  for (const other of [
    { ...question, node: "node-02" },
    { ...question, tenant: "shaven" },
    { ...question, scheme: "https" as const },
    { ...question, claims: ["6.6.6.6"] },
    question,
  ]) {
    const asked = [question, other];
    for (const { verdict, evidence } of [
      checkAnswers([answered], asked),
      checkAddresses([answered], asked),
      checkRefused([refused], asked),
    ])
      assert.deepEqual([verdict, ...evidence], ["unknown", "1 of 2 questions were not asked"]);
  }
});

test("what was seen to be wrong is wrong, though not all was asked", () => {
  const asked = [question, { ...question, node: "node-02" }];
  assert.equal(checkAnswers([unanswered], asked).verdict, "fail");
  assert.equal(checkAddresses([{ ...answered, forwardedFor: [] }], asked).verdict, "fail");
  assert.equal(checkRefused([answered], asked).verdict, "fail");
});

test("what holds for every combination of a node is one line", () => {
  const down = ["bearded", "shaven"].flatMap((tenant) =>
    (["http", "https"] as const).map((scheme) => ({ ...unanswered, tenant, scheme })),
  );
  assert.deepEqual(answersOf([...down, ...down]).evidence, [
    "node-01 × bearded, shaven × client-1 × http, https: wanted 200 from the tenant asked, seen refused (8 requests)",
  ]);
});

test("combinations that do not fill a block are told one by one", () => {
  const some = [unanswered, { ...unanswered, tenant: "shaven", scheme: "https" } as const];
  assert.equal(answersOf(some).evidence.length, 2);
});

test("evidence is ten lines and the number of those left out", () => {
  const many = Array.from({ length: 24 }, (_, i) => ({ ...unanswered, node: `node-${i}` }));
  const { evidence } = answersOf(many);
  assert.equal(evidence.length, 11);
  assert.equal(evidence.at(-1), "and 14 more");
});
