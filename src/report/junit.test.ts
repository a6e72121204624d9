import assert from "node:assert/strict";
import { test } from "node:test";
import { convert } from "xmlbuilder2";
import { junit } from "./junit.ts";
import { aRun, aScenario, aStep } from "./run/scenarios.testing.ts";
import type { FailureTold, RunTold, ScenarioTold } from "./run/told.ts";

/** What a reader gets, who knows nothing but XML. */
const readBack = (run: RunTold) =>
  convert({ encoding: "utf8" }, junit(run), { format: "object", group: false }) as {
    testsuite: Record<string, unknown>;
  };

const failedBy = (failure: FailureTold): ScenarioTold =>
  aScenario({ outcome: "failed", steps: [aStep({ outcome: "failed", failure })] });

test("a run is a suite, a scenario a case of its feature", () => {
  assert.deepEqual(readBack(aRun([aScenario()])).testsuite, {
    "@name": "swarmspec",
    "@tests": "1",
    "@failures": "0",
    "@errors": "0",
    "@skipped": "0",
    "@time": "65",
    "@timestamp": "1970-01-01T00:00:00.000Z",
    testcase: {
      "@name": "All serve",
      "@classname": "Serving",
      "@time": "2.1",
      "system-out": "passed: Then every node answers",
    },
  });
});

test("what others wrote is text, whatever it is", () => {
  const whole = 'a ]]> b <script>"&\n \x1b[2K\x00 \ud800 \ufffe ü';
  const failure = { message: whole, whole, hint: "look" };
  const xml = junit(aRun([failedBy(failure)], { verdict: "failed" }));
  const [, message, text] = /<failure message="([^"]*)">([^<]*)<\/failure>/.exec(xml) ?? [];
  assert.equal(message, "Then every node answers: a ]]&gt; b &lt;script&gt;&quot;&amp;");
  assert.match(
    text ?? "",
    /^a \]\]&gt; b &lt;script&gt;"&amp;\n \ufffd\[2K\ufffd \ufffd \ufffd ü\nnext: look$/,
  );
});

test("scenarios of one name are told apart", () => {
  const xml = junit(
    aRun([aScenario({ line: 3 }), aScenario({ line: 4 }), aScenario({ name: "x" })]),
  );
  for (const name of [
    "All serve (features/serving.feature:3)",
    "All serve (features/serving.feature:4)",
    "x",
  ])
    assert.ok(xml.includes(`name="${name}"`), xml);
});

test("a hook that did not pass is a case", () => {
  const hook = aStep({ keyword: "After", text: "all scenarios", outcome: "failed" });
  assert.match(
    junit(aRun([], { verdict: "failed", hooks: [hook] })),
    /tests="1" failures="1"[\s\S]*name="After all scenarios: a hook"[\s\S]*<failure /,
  );
});

test("a verdict that no case tells is a case of its own", () => {
  for (const [verdict, words] of Object.entries({
    failed: "Failed",
    interrupted: "Interrupted",
    nothing: "Nothing was run",
    skipped: "Not everything was run",
  } as const))
    assert.match(
      junit(aRun([aScenario()], { verdict: verdict as RunTold["verdict"] })),
      new RegExp(
        `tests="2" failures="0" errors="1"[\\s\\S]*the whole run[\\s\\S]*<error message="${words}"/>`,
      ),
    );
  const once = junit(aRun([failedBy({ message: "no", whole: "no" })], { verdict: "failed" }));
  assert.ok(!once.includes("the whole run"));
});
