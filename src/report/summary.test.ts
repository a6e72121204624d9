import assert from "node:assert/strict";
import { test } from "node:test";
import { attached } from "../model/attachment.ts";
import { milliseconds } from "../model/units.ts";
import { aFailure, anAttempt, aWatch } from "./page/attempts.testing.ts";
import { aRun, aScenario, aStep } from "./run/scenarios.testing.ts";
import { summary } from "./summary.ts";

test("a run that passed has no table", () => {
  const counts = { passed: 1, failed: 0, unknown: 0, skipped: 0, unfinished: 0 };
  assert.equal(
    summary(aRun([aScenario()], { counts })),
    "# Passed\n\n1 scenario: 1 passed, in 1 min 5 s. swarmspec 1.2.3.\n",
  );
});

test("what failed is a row, in which nothing is markup", () => {
  const failure = { message: "a|b <c> `d` *e* [f]\nmore", whole: "" };
  const steps = [aStep({ outcome: "failed", failure })];
  const text = summary(aRun([aScenario({ outcome: "failed", steps })], { verdict: "failed" }));
  const row =
    "| `Serving › All serve (features/serving.feature:12)` | `Then every node answers` | ``a\\|b <c> `d` *e* [f]`` |";
  assert.ok(text.split("\n").includes(row), text);
});

test("a hook that failed is a row too", () => {
  const hook = aStep({ keyword: "After", text: "all scenarios", outcome: "failed" });
  assert.match(
    summary(aRun([], { hooks: [hook] })),
    /\| a hook \| `After all scenarios` \| `failed` \|/,
  );
});

test("a watch is a row with its longest silence", () => {
  const attempts = [0, 1, 2, 3].map((n) =>
    (n === 1 || n === 2 ? aFailure : anAttempt)({ sent: milliseconds(n * 1000) }),
  );
  const body = JSON.stringify(aWatch(attempts));
  const attachments = [{ mediaType: attached.watch, body, isBinary: false }];
  const text = summary(aRun([aScenario({ steps: [aStep({ attachments })] })]));
  assert.match(text, /\| 4 \| 2 \| 2\.0 s \| 1 \|/);
});
