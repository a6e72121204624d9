import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Project } from "./made-up-project.testing.ts";

const passing = "Feature: good\n  Scenario: g\n    When it is done\n    Then it holds\n";
const failing = "Feature: bad\n  Scenario: b\n    Then it fails\n";
const slow = "Feature: slow\n  @slow\n  Scenario: s\n    Then it holds\n";

interface Refused {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly configuration?: string;
  readonly says: RegExp;
}

/** Each with a feature beside it that would be green. */
const refused: readonly Refused[] = [
  {
    title: "a scenario without a step",
    files: { "features/a.feature": "Feature: a\n  Scenario: s\n" },
    says: /^features\/a\.feature:2: the scenario "s" has no step, so it would prove nothing\n/,
  },
  {
    title: "a scenario without a Then",
    files: { "features/a.feature": "Feature: a\n  Scenario: s\n    When it is done\n" },
    says: /^features\/a\.feature:2: the scenario "s" has no Then[^\n]*\n {2}add the Then .*@raises-only/,
  },
  {
    title: "an outline without an example",
    files: {
      "features/a.feature":
        "Feature: a\n  Scenario Outline: s\n    Then it holds\n    Examples:\n      | n |\n",
    },
    says: /^features\/a\.feature:2: the scenario "s" has no example/,
  },
  {
    title: "a file without a scenario",
    files: { "features/a.feature": "Feature: a\n" },
    args: ["features/a.feature", "features/good.feature"],
    says: /^nothing of features\/a\.feature would be run: it has no scenario\n/,
  },
  {
    title: "a folder without a feature",
    files: { "empty/README.md": "" },
    args: ["features", "empty"],
    says: /^nothing of empty would be run: no feature file is in it\n/,
  },
  {
    title: "a file that tags leave out, while another is run",
    files: { "features/slow.feature": slow },
    args: ["--tags", "not @slow", "features/good.feature", "features/slow.feature"],
    says: /^nothing of features\/slow\.feature would be run: its one scenario is left out by the tags "not @slow"\n/,
  },
  {
    title: "a folder that tags leave out, while another is run",
    files: { "slow/1.feature": slow, "slow/2.feature": slow },
    args: ["--tags", "not @slow", "features", "slow"],
    says: /^nothing of slow would be run: all of its 2 scenarios are left out by the tags/,
  },
  {
    title: "a line whose scenario tags leave out, while another line is run",
    files: { "features/two.feature": `${slow}  Scenario: t\n    Then it holds\n` },
    args: ["--tags", "not @slow", "features/two.feature:5:3"],
    says: /would be run: the scenario at line 3 is left out by the tags/,
  },
  {
    title: "a line at which no scenario begins, while another file is run",
    files: { "features/slow.feature": slow },
    args: ["features/slow.feature:4", "features/good.feature"],
    says: /^no scenario to be run begins at features\/slow\.feature:4\n/,
  },
  {
    title: "all, where cucumber's own names leave all out",
    files: {},
    configuration: 'name: ["nobody"]',
    says: /^nothing of features would be run: .* left out by the names "nobody"\n/,
  },
  {
    title: "a dry run",
    files: {},
    configuration: "dryRun: true",
    says: /^cucumber's configuration sets dryRun, so nothing would be run\n/,
  },
  {
    title: "a run in which a fail is asked again",
    files: {
      "features/a.feature": "Feature: a\n  Scenario: s\n    Then it holds when asked again\n",
    },
    configuration: "retry: 1",
    says: /^cucumber's configuration sets retry, so what has failed could be green\n/,
  },
];

for (const { title, files, args, configuration, says } of refused)
  test(`refused before anything starts: ${title}`, async () => {
    using project = new Project({ "features/good.feature": passing, ...files }, configuration);
    const { code, stdout, stderr, file } = await project.run(args);
    assert.match(stderr, says);
    assert.equal(code, 2);
    assert.equal(stdout + file("messages.ndjson"), "");
  });

test("whoever names a file is told how many of its scenarios are run", async () => {
  const two = `${slow}  Scenario: t\n    Then it holds\n`;
  using project = new Project({ "features/good.feature": passing, "features/two.feature": two });
  const ran = await project.run([
    "features/good.feature",
    "features/two.feature",
    "--tags",
    "not @slow",
  ]);
  assert.equal(ran.code, 0, ran.stderr);
  assert.match(
    ran.stderr,
    /^features\/good\.feature: 1 of 1 scenarios\nfeatures\/two\.feature: 1 of 2 scenarios\n/,
  );
});

test("a file is run by its name, which is no pattern", async () => {
  const names = [
    "[wip]",
    "a*b",
    "a{b,c}",
    "q?",
    "+(x)",
    "@at",
    "!not",
    "back\\slash",
    "w:3",
    "[[]",
  ];
  const files = names.map((name) => [
    `features/${name}.feature`,
    failing.replace("b\n", `${name}\n`),
  ]);
  const decoys = ["w", "aXb", "ab"].map((name) => [`features/${name}.feature`, passing]);
  using project = new Project(Object.fromEntries([...files, ...decoys]));
  const ran = await project.run(names.map((name) => `features/${name}.feature`));
  assert.equal(ran.code, 1, ran.stderr);
  assert.match(ran.stdout, /\n10 scenarios: 10 failed\n$/);
});

test("a line behind such a name is one too, and a whole file beside its line is whole", async () => {
  const two = `${passing}  Scenario: h\n    Then it fails\n`;
  using project = new Project({ "features/[1].feature": two, "features/2.feature": two });
  const ran = await project.run([
    "features/[1].feature:2",
    "features/2.feature:2",
    "features/2.feature",
  ]);
  assert.match(ran.stdout, /\n3 scenarios: 2 passed, 1 failed\n$/);
});

test("what cucumber.js names is what is looked at and run, unless the command line names something", async () => {
  const configuration = 'paths: ["more/*.feature"]';
  using project = new Project(
    { "more/1.feature": failing, "features/2.feature": passing },
    configuration,
  );
  assert.match((await project.run()).stdout, /\n1 scenario: 1 failed\n$/);
  using other = new Project(
    { "more/1.feature": failing, "features/2.feature": passing },
    configuration,
  );
  assert.match((await other.run(["features"])).stdout, /\n1 scenario: 1 passed\n$/);
});

test("a feature in Markdown is found, and looked at, as any other", async () => {
  const text = (step: string) => `# Feature: m\n\n## Scenario: s\n\n* ${step}\n`;
  using project = new Project({ "features/m.feature.md": text("Then it fails") });
  assert.equal((await project.run()).code, 1);
  using other = new Project({ "features/m.feature.md": text("When it is done") });
  assert.match((await other.run()).stderr, /^features\/m\.feature\.md:3: .* has no Then/);
});

test("a run that is interrupted before its first scenario has none, and is no green one", async () => {
  using project = new Project({ "features/good.feature": passing });
  const ran = await project.run(["features/good.feature"], { interruptedBy: "stderr" });
  assert.equal(ran.code, 130);
  assert.equal(ran.stdout + ran.file("messages.ndjson"), "");
});

test("a phrase that ends the process ends no run well, nor leaves the report of another", async () => {
  const ending = "Feature: e\n  Scenario: s\n    When it ends the process\n    Then it holds\n";
  using project = new Project({ "features/e.feature": ending, "report/junit.xml": "<testsuite/>" });
  const main = join(import.meta.dirname, "main.ts");
  const cwd = project.folder;
  const { status, stderr } = spawnSync(process.execPath, [main, "test"], { cwd, encoding: "utf8" });
  assert.match(stderr, /something ended the process before its command was done/);
  assert.equal(status, 1);
  assert.ok(!existsSync(join(cwd, "report/junit.xml")));
});

test("what is unknown is measured again, and says how often and why", async () => {
  using project = new Project({
    "features/good.feature": passing,
    "features/seen.feature": "Feature: seen\n  Scenario: s\n    Then it is seen the 3 time\n",
  });
  const { code, stdout, file } = await project.run();
  assert.equal(code, 0, stdout);
  assert.match(stdout, /≈ seen › s [^\n]*\n[\s\S]* {2}to be measured again, after the others\n/);
  assert.match(stdout, /\n2 scenarios: 2 passed\n$/);
  const why =
    "measured 3 times: unknown: the prober stood still; then unknown: the prober stood still";
  for (const name of ["summary.md", "index.html", "junit.xml"])
    assert.ok(file(name).includes(why), `${name}: ${file(name)}`);
});

test("what stays unknown is red, with an exit code of its own", async () => {
  using project = new Project({
    "features/good.feature": passing,
    "features/never.feature": "Feature: never\n  Scenario: n\n    Then it is never seen\n",
  });
  const { code, stdout, stderr, file } = await project.run();
  assert.equal(code, 4, stdout);
  assert.match(stdout, /\n2 scenarios: 1 passed, 1 unknown\n$/);
  assert.match(stderr, /neither kept nor broken/);
  assert.match(file("summary.md"), /^# Unknown\n[\s\S]*What is unknown/);
  assert.match(file("index.html"), /<h1 class="verdict unknown">Unknown<\/h1>/);
  assert.match(
    file("junit.xml"),
    /<error message="Then it is never seen: unknown: the prober stood/,
  );
});

test("a fail is a fail, whatever else is measured again", async () => {
  using project = new Project({
    "features/bad.feature": failing,
    "features/never.feature": "Feature: never\n  Scenario: n\n    Then it is never seen\n",
  });
  const { code, stdout } = await project.run();
  assert.equal(code, 1, stdout);
  assert.equal(
    stdout.match(/✗ bad › b [^\n]*\n/g)?.length,
    2,
    "once where it failed, once at the end",
  );
  assert.match(stdout, /\n2 scenarios: 1 failed, 1 unknown\n$/);
});
