import assert from "node:assert/strict";
import { test } from "node:test";
import type { Question, Sample } from "../model/sample.ts";
import { milliseconds, seconds } from "../model/units.ts";
import { manualClock } from "./clock.testing.ts";
import { untilServed } from "./serving.ts";

const question = (node: string): Question => ({
  node,
  tenant: "bearded",
  client: "client-1",
  scheme: "http",
  host: "bearded.example.com",
  claims: [],
  expected: "172.31.0.201",
});

const answered = (to: Question, status: number, by?: string): Sample => ({
  ...to,
  status,
  forwardedFor: [],
  ms: milliseconds(1),
  ...(by !== undefined && { answeredBy: by }),
});

const { signal } = new AbortController();

test("only what was not served yet is asked again", async () => {
  const asked: string[][] = [];
  const ask = async (questions: readonly Question[]) => {
    asked.push(questions.map(({ node }) => node));
    return questions.map((one) =>
      one.node === "node-02" && asked.length === 1
        ? answered(one, 503)
        : answered(one, 200, "bearded"),
    );
  };
  await untilServed([question("node-01"), question("node-02")], {
    ask,
    clock: manualClock(),
    signal,
  });
  assert.deepEqual(asked, [["node-01", "node-02"], ["node-02"]]);
});

test("an answer of another tenant never counts, and the deadline tells what was last seen", async () => {
  const ask = async (questions: readonly Question[]) =>
    questions.map((one) => answered(one, 200, "shaven"));
  await assert.rejects(
    untilServed([question("node-01")], { ask, clock: manualClock(), signal, within: seconds(2) }),
    /after 2 s not every node answers:\n {2}node-01 for bearded over http: 200 from shaven/,
  );
});

test("the wait ends when the run is interrupted", async () => {
  const ask = async (questions: readonly Question[]) => questions.map((one) => answered(one, 503));
  await assert.rejects(
    untilServed([question("node-01")], {
      ask,
      clock: manualClock(),
      signal: AbortSignal.abort(new Error("interrupted")),
    }),
    /interrupted/,
  );
});
