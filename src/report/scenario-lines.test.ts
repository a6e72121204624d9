import assert from "node:assert/strict";
import { test } from "node:test";
import { aScenario, aStep } from "./run/scenarios.testing.ts";
import type { FailureTold } from "./run/told.ts";
import { hookLines, scenarioLines } from "./scenario-lines.ts";

const plain = { colour: false, command: "swarmspec" };

const failing = (failure: FailureTold) =>
  aScenario({
    outcome: "failed",
    steps: [aStep(), aStep({ outcome: "failed", line: 14, failure })],
  });

test("a scenario that passed is one line", () => {
  assert.deepEqual(scenarioLines(aScenario(), plain), ["✓ Serving › All serve  (2.1 s)"]);
  assert.deepEqual(scenarioLines(aScenario({ outcome: "skipped", took: 4 }), plain), [
    "– Serving › All serve  (4 ms)",
  ]);
});

test("a failed one says the sentence, its place, the message, and how to run it alone", () => {
  const failure = { message: "fail:\n  node-01: wanted 200", whole: "" };
  assert.deepEqual(scenarioLines(failing(failure), plain), [
    "✗ Serving › All serve  (2.1 s)",
    "  Then every node answers",
    "  features/serving.feature:14",
    "    fail:",
    "      node-01: wanted 200",
    "  next: swarmspec test features/serving.feature:12 runs it alone",
  ]);
});

test("the command that runs it alone is one that a shell takes", () => {
  const { uri: _, ...scenario } = failing({ message: "no", whole: "" });
  const lines = scenarioLines({ ...scenario, uri: "features/it's [wip].feature" }, plain);
  const next = `  next: swarmspec test 'features/it'\\''s [wip].feature:12' runs it alone`;
  assert.equal(lines.at(-1), next);
});

test("a hint is the next step", () => {
  const lines = scenarioLines(failing({ message: "no", whole: "", hint: "activate it" }), plain);
  assert.equal(lines.at(-1), "  next: activate it");
});

test("only the headline is coloured, and a message is without the colours of its differences", () => {
  const failure = { message: "\x1b[31mred\x1b[0m\x1b[2K", whole: "" };
  const [headline = "", ...rest] = scenarioLines(failing(failure), { ...plain, colour: true });
  assert.ok(headline.startsWith("\x1b[31m✗") && headline.endsWith("\x1b[39m"));
  assert.ok(rest.some((line) => line === "    red\\x1b[2K"));
  assert.ok(!rest.join("").includes("\x1b"));
});

test("a hook that failed is told without a scenario", () => {
  const failure = { message: "no engine", whole: "", hint: "start one" };
  const hook = aStep({ keyword: "After", text: "all scenarios", outcome: "failed", failure });
  assert.deepEqual(hookLines(hook, plain), [
    "✗ After all scenarios: a hook failed",
    "    no engine",
    "  next: start one",
  ]);
});
