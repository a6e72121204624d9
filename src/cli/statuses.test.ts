import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type Envelope, HookType, TestStepResultStatus } from "@cucumber/messages";
import { terminalReporter } from "../report/terminal.ts";
import { exitCodeOf } from "./features.ts";
import { Project } from "./made-up-project.testing.ts";
import { messagesIn, writeTestReport } from "./test-report.ts";

/** What each of the five outputs says of a run of two scenarios, the first of which ended so. */
interface Said {
  readonly exit: number;
  readonly terminal: RegExp;
  readonly summary: RegExp;
  readonly page: RegExp;
  readonly junit: RegExp;
}

const passed: Said = {
  exit: 0,
  terminal: /^✓ f › s [^\n]*\n✓ f › t [^\n]*\n\n2 scenarios: 2 passed\n$/,
  summary: /^# Passed\n\n2 scenarios: 2 passed,[^|]*$/,
  page: /<h1 class="verdict passed">Passed<\/h1>/,
  junit: /tests="2" failures="0" errors="0" skipped="0"(?![\s\S]*<(failure|error|skipped))/,
};

const failed = (outcome: "failed" | "unfinished", mark: string, element: string): Said => ({
  exit: 1,
  terminal: new RegExp(
    `^${mark} f › s [\\s\\S]*\n\n${mark} f › s [\\s\\S]*\n\n2 scenarios: 1 passed, 1 ${outcome}\n$`,
  ),
  summary: new RegExp(
    `^# Failed\n\n2 scenarios: 1 passed, 1 ${outcome},[\\s\\S]*What failed[\\s\\S]*\n\\| \`f › s `,
  ),
  page: new RegExp(
    `verdict failed">Failed</h1>[\\s\\S]*What failed[\\s\\S]*<details [^>]*scenario ${outcome}" open`,
  ),
  junit: new RegExp(
    `tests="2" [\\s\\S]*${element}="1"[\\s\\S]*name="s"[\\s\\S]*<${element.slice(0, -1)} message="Then it holds: `,
  ),
});

const skipped: Said = {
  exit: 1,
  terminal:
    /^– f › s [^\n]*\n {2}skipped by: Then it holds\n {2}features\/f\.feature:3\n✓[\s\S]*\n\n– f › s [\s\S]*2 scenarios: 1 passed, 1 skipped\n$/,
  summary:
    /^# Not everything was run\n[\s\S]*What was skipped, and proves nothing[\s\S]*\n\| `f › s /,
  page: /verdict skipped">Not everything was run<\/h1>[\s\S]*What was skipped, and proves nothing[\s\S]*<details [^>]*scenario skipped" open/,
  junit:
    /tests="2" failures="0" errors="0" skipped="1"[\s\S]*<skipped message="Then it holds: skipped"\/>/,
};

const broken = failed("failed", "✗", "failures");

const table: Readonly<Record<TestStepResultStatus, Said>> = {
  [TestStepResultStatus.PASSED]: passed,
  [TestStepResultStatus.SKIPPED]: skipped,
  [TestStepResultStatus.PENDING]: broken,
  [TestStepResultStatus.UNDEFINED]: broken,
  [TestStepResultStatus.AMBIGUOUS]: broken,
  [TestStepResultStatus.FAILED]: broken,
  [TestStepResultStatus.UNKNOWN]: failed("unfinished", "\\?", "errors"),
};

const twoPassing =
  "Feature: f\n  Scenario: s\n    Then it holds\n  Scenario: t\n    Then it holds\n";

let messages: readonly Envelope[];

before(async () => {
  using project = new Project({ "features/f.feature": twoPassing });
  const ran = await project.run();
  messages = ran
    .file("messages.ndjson")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
});

/** The first scenario's Then is told to have ended so; cucumber is told to be content, which it is with some. */
const withStatus = (status: TestStepResultStatus): readonly Envelope[] => {
  const [pickle] = messages.flatMap(({ pickle }) => pickle ?? []);
  const [testCase] = messages.flatMap(({ testCase }) => testCase ?? []);
  assert.equal(testCase?.pickleId, pickle?.id);
  const step = testCase?.testSteps.find(({ pickleStepId }) => pickleStepId !== undefined)?.id;
  assert.ok(step);
  return messages.map((message) => {
    const { testStepFinished } = message;
    if (testStepFinished?.testStepId !== step) return message;
    const testStepResult = { ...testStepFinished.testStepResult, status };
    return { testStepFinished: { ...testStepFinished, testStepResult } };
  });
};

const folder = mkdtempSync(join(tmpdir(), "swarmspec-statuses-"));
after(() => rmSync(folder, { recursive: true }));

const file = (name: string): string => readFileSync(join(folder, name), "utf8");

/** The five outputs of a run that sent these messages. */
const outputsOf = async (
  sent: readonly Envelope[],
  { interrupted = false, success = true } = {},
) => {
  writeFileSync(messagesIn(folder), sent.map((one) => `${JSON.stringify(one)}\n`).join(""));
  let terminal = "";
  const write = (text: string): void => {
    terminal += text;
  };
  const onMessage = terminalReporter({
    ...{ write, colour: false, command: "swarmspec" },
    again: () => false,
  });
  for (const message of sent) onMessage(message);
  const { verdict } = (await writeTestReport(folder, { interrupted, success })).run;
  const [summary, page, junit] = ["summary.md", "index.html", "junit.xml"].map(file);
  return { exit: exitCodeOf(verdict), terminal, summary, page, junit };
};

for (const [status, said] of Object.entries(table))
  test(`five outputs say the same of a step that is ${status}`, async () => {
    const { exit, ...texts } = await outputsOf(withStatus(status as TestStepResultStatus));
    assert.equal(exit, said.exit);
    for (const [output, text] of Object.entries(texts))
      assert.match(text ?? "", said[output as keyof typeof texts], output);
  });

test("wherever a run broke off, all five outputs say so", async () => {
  const started = messages.findIndex(({ testRunStarted }) => testRunStarted !== undefined);
  for (const length of [0, started, ...messages.keys()].filter(
    (one) => one === 0 || one >= started,
  )) {
    const { exit, summary, page, junit } = await outputsOf(messages.slice(0, length));
    assert.equal(exit, 1);
    assert.match(summary ?? "", /^# Interrupted\n/);
    assert.match(page ?? "", /<h1 class="verdict interrupted">/);
    assert.match(junit ?? "", /errors="[12]"[\s\S]*<error message="Interrupted"\/>/);
  }
});

test("an interrupted run ends with 130, and its report says so", async () => {
  using project = new Project({ "features/f.feature": twoPassing });
  const ran = await project.run([], { interruptedBy: "stdout" });
  assert.equal(ran.code, 130);
  assert.match(ran.file("summary.md"), /^# Interrupted\n\n2 scenarios: 2 passed/);
  assert.match(ran.file("index.html"), /<h1 class="verdict interrupted">/);
  assert.match(ran.file("junit.xml"), /errors="1"[\s\S]*<error message="Interrupted"\/>/);
});

test("a run that was interrupted is so, though all that ran has passed", async () => {
  const { exit, summary, junit } = await outputsOf(messages, { interrupted: true });
  assert.equal(exit, 1);
  assert.match(summary ?? "", /^# Interrupted\n/);
  assert.match(junit ?? "", /name="the whole run"[\s\S]*<error message="Interrupted"\/>/);
});

test("cucumber's own word can make a run red, and never green", async () => {
  const content = messages.map((message) =>
    message.testRunFinished
      ? { testRunFinished: { ...message.testRunFinished, success: false } }
      : message,
  );
  for (const outputs of [await outputsOf(content), await outputsOf(messages, { success: false })]) {
    assert.equal(outputs.exit, 1);
    assert.match(outputs.summary ?? "", /^# Failed\n\n2 scenarios: 2 passed/);
    assert.match(outputs.page ?? "", /<h1 class="verdict failed">/);
    assert.match(outputs.junit ?? "", /errors="1"[\s\S]*<error message="Failed"\/>/);
  }
});

for (const status of Object.values(TestStepResultStatus).filter((one) => one !== "PASSED"))
  test(`five outputs say so of a hook after all scenarios that is ${status}`, async () => {
    const { exit, terminal, summary, page, junit } = await outputsOf(withHook(status));
    assert.equal(exit, 1);
    assert.match(terminal, /\n[✗–?] After all scenarios: a hook (failed|skipped|unfinished)\n/);
    assert.match(summary ?? "", /^# Failed\n[\s\S]*\| a hook \| `After all scenarios` \|/);
    assert.match(page ?? "", /verdict failed">[\s\S]*After all scenarios a hook/);
    assert.match(junit ?? "", /After all scenarios: a hook"[\s\S]*<(failure|skipped|error) /);
  });

/** As if a hook had ended so, after all scenarios. */
const withHook = (status: TestStepResultStatus): readonly Envelope[] => {
  const testRunStartedId =
    messages.flatMap(({ testRunStarted }) => testRunStarted?.id ?? [])[0] ?? "";
  const moment = { seconds: 0, nanos: 0 };
  const hook: Envelope[] = [
    { hook: { id: "h", type: HookType.AFTER_TEST_RUN, sourceReference: {} } },
    { testRunHookStarted: { id: "s", testRunStartedId, hookId: "h", timestamp: moment } },
    {
      testRunHookFinished: {
        testRunHookStartedId: "s",
        timestamp: moment,
        result: { status, duration: moment },
      },
    },
  ];
  return [...messages.slice(0, -1), ...hook, ...messages.slice(-1)];
};

test("whoever skipped a scenario is told, be it a hook or a step of the Background", async () => {
  const text =
    "Feature: f\n  Background:\n    Then it is skipped\n  Scenario: s\n    Then it holds\n";
  using project = new Project({ "features/f.feature": text });
  const ran = await project.run();
  assert.match(
    ran.stdout,
    /^– f › s [^\n]*\n {2}skipped by: Then it is skipped\n {2}features\/f\.feature:3\n/,
  );
  assert.match(ran.file("index.html"), /<li class="step skipped">(?:(?!<\/li>).)*it is skipped/);
  using other = new Project({
    "features/f.feature": text.replace("  Scen", "  @left-out\n  Scen"),
  });
  const hook = await other.run();
  assert.match(
    hook.stdout,
    /\n {2}skipped by: Before the scenario, a hook of steps\/made-up\.mjs\n/,
  );
  assert.match(hook.file("index.html"), /<li class="step skipped">(?:(?!<\/li>).)*a hook of steps/);
});

test("a scenario of which hooks alone were run has proved nothing", async () => {
  const steps = messages.flatMap(({ testCase }) => testCase?.testSteps ?? []);
  const own = new Set(steps.filter((one) => one.pickleStepId !== undefined).map(({ id }) => id));
  const hooksOnly = messages.filter(
    ({ testStepFinished }) =>
      testStepFinished === undefined || !own.has(testStepFinished.testStepId),
  );
  assert.ok(hooksOnly.some(({ testStepFinished }) => testStepFinished !== undefined));
  const { exit, summary, junit } = await outputsOf(hooksOnly);
  assert.equal(exit, 1);
  assert.match(summary ?? "", /^# Nothing was run\n/);
  assert.match(junit ?? "", /skipped="2"/);
});

interface Real {
  readonly step: string;
  readonly tag?: string;
  readonly configuration?: string;
  readonly said: Said;
}

/** As cucumber itself comes to them; what is undefined is refused before it could run. */
const real: readonly Real[] = [
  { step: "Then it holds", said: passed },
  { step: "Then it fails", said: broken },
  { step: "Then it is skipped", said: skipped },
  { step: "Then it holds", tag: "@left-out", said: skipped },
  { step: "Then it is pending", said: broken },
  { step: "Then it is pending", configuration: "strict: false", said: broken },
];

for (const { step, tag = "", configuration, said } of real)
  test(`a run ends with ${said.exit} where there is: ${tag} ${step} ${configuration ?? ""}`, async () => {
    const text = `Feature: f\n  ${tag}\n  Scenario: s\n    ${step}\n  Scenario: t\n    Then it holds\n`;
    using project = new Project({ "features/f.feature": text }, configuration);
    const ran = await project.run();
    assert.equal(ran.code, said.exit);
    const verdict = (of: RegExp) => new RegExp(of.source.split("\\n")[0] ?? "");
    assert.match(ran.file("summary.md"), verdict(said.summary));
    assert.match(ran.file("junit.xml"), /<testsuite name="swarmspec" tests="2"/);
  });
