// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of stack files
import assert from "node:assert/strict";
import { test } from "node:test";
import { concealed, concealing, discreetly } from "./concealed.ts";
import { SwarmspecError } from "./errors.ts";

const conceal = concealing([
  { name: "PW", value: "hunter2" },
  { name: "LONG", value: "hunter2-and-more" },
  { name: "QUOTED", value: 'a "quoted" one' },
  { name: "KEY", value: "first line\nsecond line\n" },
  { name: "ODD", value: "$& (.*) [x" },
  { name: "SHORT", value: "80" },
]);

const cases: readonly (readonly [string, string])[] = [
  ["a hunter2 b", "a ${PW} b"],
  ["a hunter2-and-more b", "a ${LONG} b"],
  ["CAP_HUNTER2", "CAP_${PW}"],
  ['{"a":"a \\"quoted\\" one"}', '{"a":"${QUOTED}"}'],
  ['a "quoted" one', "${QUOTED}"],
  ["says second line alone", "says ${KEY} alone"],
  ["a $& (.*) [x b", "a ${ODD} b"],
  ["80:80", "80:80"],
];

for (const [said, told] of cases)
  test(`"${said}" is told as "${told}"`, () => assert.equal(conceal(said), told));

test("without values all is told as it is", () => {
  assert.equal(concealing()("hunter2"), "hunter2");
});

test("an error stays the same, but in its words and those of its causes", async () => {
  const cause = new Error("because of hunter2");
  const error = new SwarmspecError("no hunter2", { cause, hint: "leave hunter2 out" });
  const work = () => Promise.reject(error);
  await assert.rejects(discreetly(conceal, work), (thrown: unknown) => thrown === error);
  assert.equal(error.message, "no ${PW}");
  assert.equal(error.hint, "leave ${PW} out");
  assert.equal(cause.message, "because of ${PW}");
  assert.doesNotMatch(`${error.stack}${cause.stack}`, /hunter2/);
});

test("several errors at once and one that is its own cause are told likewise", () => {
  const odd = new Error("hunter2");
  odd.cause = odd;
  const all = new AggregateError([odd], "all: hunter2");
  assert.equal(concealed(all, conceal), all);
  assert.deepEqual([all.message, odd.message], ["all: ${PW}", "${PW}"]);
  assert.equal(concealed("not an error", conceal), "not an error");
});
