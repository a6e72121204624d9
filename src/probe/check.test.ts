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
    assert.equal(check([]).verdict, "unknown");
});

test("answers from the tenants asked for pass", () => {
  assert.equal(checkAnswers([answered, answered]).verdict, "pass");
});

for (const [fact, sample, seen] of [
  ["no connection", unanswered, "refused"],
  ["another status", { ...notFound, status: 503 }, "503 from no tenant"],
  ["another tenant", { ...answered, answeredBy: "shaven" }, "200 from shaven"],
] as const)
  test(`${fact} fails the answers, told with place, wanted and seen`, () => {
    assert.deepEqual(checkAnswers([answered, sample]), {
      verdict: "fail",
      evidence: [`${where}: wanted 200 from the tenant asked, seen ${seen}`],
    });
  });

for (const [fact, forwardedFor, seen] of [
  ["no header", [], "none"],
  ["another address", ["6.6.6.6"], '"6.6.6.6"'],
  ["two lines", ["172.30.0.11", "6.6.6.6"], '"172.30.0.11" and "6.6.6.6"'],
  ["a comma list", ["6.6.6.6, 172.30.0.11"], '"6.6.6.6, 172.30.0.11"'],
  ["one that looks like two", ['a" and "b'], '"a\\" and \\"b"'],
  ["one that clears the screen", ["\x1b[2J\n96 of 96 ok"], '"\\x1b[2J\\n96 of 96 ok"'],
  ["a long one", ["6".repeat(9000)], `"${"6".repeat(181)}… (9000 characters)"`],
] as const)
  test(`${fact} fails the addresses`, () => {
    assert.deepEqual(checkAddresses([{ ...answered, forwardedFor }]), {
      verdict: "fail",
      evidence: [`${where}: wanted X-Forwarded-For "172.30.0.11", seen ${seen}`],
    });
  });

test("addresses are unknown as long as one answer is missing, and wrong ones fail all the same", () => {
  const some = checkAddresses([answered, unanswered]);
  assert.equal(some.verdict, "unknown");
  assert.match(some.evidence.join(), /no tenant answered 1 of 2 requests/);
  const fooled = { ...answered, forwardedFor: ["6.6.6.6"] };
  assert.equal(checkAddresses([fooled, unanswered]).verdict, "fail");
  assert.equal(checkAddresses([unanswered, notFound]).verdict, "unknown");
});

test("404 from the proxy itself passes the refusal, any other answer fails it, silence is unknown", () => {
  const refused = { ...notFound, refusedBy: "proxy" };
  assert.equal(checkRefused([refused]).verdict, "pass");
  assert.equal(checkRefused([refused, unanswered]).verdict, "fail");
  assert.equal(checkRefused([{ ...refused, answeredBy: "bearded" }]).verdict, "fail");
  assert.match(
    checkRefused([notFound]).evidence.join(),
    /wanted 404 from the proxy, seen 404 from no tenant/,
  );
  assert.equal(checkRefused([unanswered]).verdict, "unknown");
});

test("what holds for every combination of a node is one line", () => {
  const down = ["bearded", "shaven"].flatMap((tenant) =>
    (["http", "https"] as const).map((scheme) => ({ ...unanswered, tenant, scheme })),
  );
  assert.deepEqual(checkAnswers([...down, ...down]).evidence, [
    "node-01 × bearded, shaven × client-1 × http, https: wanted 200 from the tenant asked, seen refused (8 requests)",
  ]);
});

test("combinations that do not fill a block are told one by one", () => {
  const some = [unanswered, { ...unanswered, tenant: "shaven", scheme: "https" } as const];
  assert.equal(checkAnswers(some).evidence.length, 2);
});

test("evidence is ten lines and the number of those left out", () => {
  const many = Array.from({ length: 24 }, (_, i) => ({ ...unanswered, node: `node-${i}` }));
  const { evidence } = checkAnswers(many);
  assert.equal(evidence.length, 11);
  assert.equal(evidence.at(-1), "and 14 more");
});
