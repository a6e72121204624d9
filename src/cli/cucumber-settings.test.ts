import assert from "node:assert/strict";
import { test } from "node:test";
import { Project } from "./made-up-project.testing.ts";

const cucumber = JSON.stringify(import.meta.resolve("@cucumber/cucumber"));

const scenario = (name: string, then = "it holds", tags = ""): string =>
  `  ${tags}\n  Scenario: ${name}\n    Then ${then}\n`;

const passing = `Feature: f\n${scenario("s")}`;

const frames = /^\s*at .*:\d+:\d+\)?$/m;

interface Case {
  readonly title: string;
  readonly says: RegExp;
  readonly args?: readonly string[];
  readonly configuration?: string;
  readonly files?: Readonly<Record<string, string>>;
}

const inputErrors: readonly Case[] = [
  { title: "a wrong tag expression", args: ["--tags", "@a and"], says: /syntax error/ },
  { title: "a wrong pattern of names", args: ["--name", "("], says: /Invalid regular expression/ },
  { title: "an order that is none", args: ["--order", "sideways"], says: /order/i },
  { title: "a shard that is none", args: ["--shard", "one"], says: /<index>\/<total>/ },
  { title: "a profile that is none", args: ["--profile", "none"], says: /"none" doesn't exist/ },
  { title: "a configuration that is not there", args: ["--config", "no.mjs"], says: /no\.mjs/ },
  { title: "a format that is none", args: ["--format", "./no.mjs:out.txt"], says: /no\.mjs/ },
  { title: "a plugin that is none", args: ["--plugin", "./no.mjs"], says: /no\.mjs/ },
  { title: "what is no JSON", args: ["--world-parameters", "{"], says: /It is no JSON object/ },
  { title: "a wrong type in cucumber.js", configuration: "tags: 5", says: /tags must be a/ },
  { title: "an unknown language", configuration: 'language: "xx"', says: /language must be one/ },
  { title: "no JavaScript", files: { "cucumber.mjs": "export {" }, says: /failed to load/ },
  {
    title: "a file for a report",
    args: ["--report", "README.md"],
    files: { "README.md": "" },
    says: /README\.md/,
  },
  {
    title: "what is no Gherkin, in all files",
    files: {
      "features/b.feature": "Feature:\n  Scenario:\n    nonsense\n    Given a\n    more\n",
      "features/c.feature": "x\n",
    },
    says: /^features\/b\.feature:\d+: not Gherkin: [^\n]*\n(.*\n)*features\/c\.feature:1: not Gherkin: /,
  },
];

for (const { title, says, args = [], configuration, files = {} } of inputErrors)
  test(`told in a sentence, and refused with 2: ${title}`, async () => {
    using project = new Project({ "features/a.feature": passing, ...files }, configuration);
    const { code, stdout, stderr } = await project.run(args);
    assert.match(stderr, says);
    assert.doesNotMatch(stderr, frames);
    assert.equal(stdout, "");
    assert.equal(code, 2);
  });

const refused: readonly (Case & { readonly args: readonly string[] })[] = [
  { title: "retry", args: ["--retry", "2"], says: /a fail is a fail/ },
  { title: "retryTagFilter", args: ["--retry-tag-filter", "@a"], says: /a fail is a fail/ },
  { title: "parallel", args: ["--parallel", "2"], says: /scenarios share a cluster/ },
  { title: "publish", args: ["--publish"], says: /nothing of it leaves this machine/ },
  { title: "strict", args: ["--no-strict"], says: /a step that is pending proves nothing/ },
  { title: "exit", args: ["--exit"], says: /clusters are taken down/ },
  { title: "forceExit", args: ["--force-exit"], says: /clusters are taken down/ },
  { title: "i18nLanguages", args: ["--i18n-languages"], says: /it runs nothing/ },
  { title: "i18nKeywords", args: ["--i18n-keywords", "de"], says: /it runs nothing/ },
];

for (const { title, args, says } of refused)
  test(`cucumber-js's ${args[0]} is refused by name, with the reason: ${title}`, async () => {
    using project = new Project({ "features/a.feature": passing });
    const { code, stderr } = await project.run(args);
    assert.match(stderr, says);
    assert.ok(stderr.includes(args[0] ?? ""), stderr);
    assert.equal(code, 2);
  });

for (const [configuration, says] of [
  ["parallel: 2", /sets parallel, but scenarios share a cluster/],
  ["publish: true", /sets publish, but a report tells of your cluster/],
  [
    'format: ["progress"]',
    /sets the format "progress" without a file[^\n]*\n {2}write it as progress:FILE/,
  ],
] as const)
  test(`what cucumber.js sets is not lost in silence: ${configuration}`, async () => {
    using project = new Project({ "features/a.feature": passing }, configuration);
    const { code, stderr } = await project.run();
    assert.match(stderr, says);
    assert.equal(code, 2);
  });

test("the exit code follows the verdict, however strict cucumber is told to be", async () => {
  for (const then of ["it is pending", "it is skipped"]) {
    using project = new Project(
      { "features/a.feature": `Feature: f\n${scenario("s", then)}` },
      "strict: false",
    );
    assert.equal((await project.run()).code, 1, then);
  }
});

test("parameters of one's own reach the World, from all sides", async () => {
  using project = new Project(
    {
      "features/a.feature": `Feature: f\n${scenario("s", "they are there")}`,
      "steps/own.mjs": `import { Then } from ${cucumber};
        Then("they are there", function () {
          const { file, line, report } = this.parameters;
          if (file !== 1 || line !== 2 || report === undefined) throw new Error(JSON.stringify(this.parameters));
        });`,
    },
    "worldParameters: { file: 1, line: 1 }",
  );
  const { code, stdout } = await project.run(["--world-parameters", '{"line": 2}']);
  assert.equal(code, 0, stdout);
});

test("the rate of watches reaches the World as a number, and is one that can be asked at", async () => {
  using project = new Project({
    "features/a.feature": `Feature: f\n${scenario("s", "the rate is 2.5")}`,
    "steps/own.mjs": `import { Then } from ${cucumber};
      Then("the rate is 2.5", function () {
        if (this.parameters.rate !== 2.5) throw new Error(JSON.stringify(this.parameters));
      });`,
  });
  const { code, stdout } = await project.run(["--rate", "2.5"]);
  assert.equal(code, 0, stdout);
  for (const wrong of ["0", "-1", "fast", "1001", ""])
    assert.equal((await project.run(["--rate", wrong])).code, 2, wrong);
});

const inOrder = {
  "features/a.feature": `Feature: f\n${[1, 2, 3, 4, 5, 6, 7, 8]
    .map(
      (n) =>
        `  Scenario: ${n}\n    Given a swarm "s${n}" with these nodes\n      | node | role |\n      | n | manager |\n    Then it is first\n`,
    )
    .join("")}`,
  "steps/own.mjs": `import { Given, Then } from ${cucumber};
    let swarm;
    let before = 0;
    Given("a swarm {string} with these nodes", (name, nodes) => { swarm = name; });
    Then("it is first", function () {
      const { swarms } = this.parameters;
      if (swarms[before++] !== swarm) throw new Error(swarm + " of " + swarms);
    });`,
};

test("an order by chance is drawn once, and whose turn it is is known", async () => {
  using project = new Project(inOrder, 'order: "random"');
  const { code, stdout, stderr } = await project.run();
  assert.equal(code, 0, stdout);
  const seeds = [...stderr.matchAll(/seed: (\d+)/g)].map(([, seed]) => seed);
  assert.equal(seeds.length, 1, stderr);
  const namesIn = (text: string) => [...text.matchAll(/f › (\d)/g)].map(([, name]) => name);
  using again = new Project(inOrder);
  const second = await again.run(["--order", `random:${seeds[0]}`]);
  assert.deepEqual(namesIn(second.stdout), namesIn(stdout));
  using back = new Project(inOrder);
  assert.deepEqual(namesIn((await back.run(["--order", "reverse"])).stdout), [..."87654321"]);
});

const tagged = `Feature: f\n${scenario("one", "it holds", "@a @b")}${scenario("two", "it fails", "@a")}${scenario("three", "it holds", "@b")}${scenario("four", "it holds")}`;

const profiles = `export default { import: ["steps/*.mjs"], publish: false };
export const b = { import: ["steps/*.mjs"], publish: false, tags: "@b" };
`;

for (const [args, names] of [
  [["--tags", "@a", "--tags", "@b"], "one"],
  [["--tags", "@b", "--name", "one", "--name", "four"], "one"],
  [["--name", "^(one|four)$"], "one four"],
  [["--name", "one", "--name", "four"], "one four"],
  [["--shard", "2/2", "--tags", "not @a"], "four"],
  [["--profile", "b"], "one three"],
  [["--profile", "b", "--tags", "@a"], "one"],
] as const)
  test(`what is picked: ${args.join(" ")}`, async () => {
    using project = new Project({ "features/a.feature": tagged, "cucumber.mjs": profiles });
    const { stdout } = await project.run(args);
    const [first = ""] = stdout.split("\n\n");
    const found = [...first.matchAll(/f › (\w+)/g)].map(([, name]) => name);
    assert.equal(found.join(" "), names);
  });

test("once a scenario has failed, those after it may be skipped", async () => {
  using project = new Project({ "features/a.feature": tagged });
  const { code, stdout } = await project.run(["--fail-fast"]);
  assert.match(stdout, /\n4 scenarios: 1 passed, 1 failed, 2 skipped\n$/);
  assert.equal(code, 1);
});

test("reports of cucumber's own go into files", async () => {
  using project = new Project(
    { "features/a.feature": passing },
    'format: ["usage-json:report/usage.json"]',
  );
  const { code, file } = await project.run([
    "--format",
    "rerun:report/@again.txt",
    "--format-options",
    "{}",
  ]);
  assert.equal(code, 0);
  assert.match(file("usage.json"), /it holds/);
  assert.equal(file("@again.txt"), "");
});

test("what has failed may be run again by the list that cucumber has made of it", async () => {
  const args = ["--format", "rerun:@again.txt"];
  using project = new Project({ "features/a.feature": tagged });
  assert.equal(project.apart(["test", ...args]).code, 1);
  assert.match(project.apart(["test", "@again.txt"]).stdout, /\n1 scenario: 1 failed\n$/);
});

test("a dry run only checks, and says so", async () => {
  using project = new Project({ "features/a.feature": tagged });
  const { code, stdout, stderr, file } = await project.run(["--dry-run"]);
  assert.equal(code, 0);
  assert.match(
    stderr,
    /^A dry run: 4 scenarios could be run\. Nothing was run, so nothing is proved\.\n$/,
  );
  assert.equal(stdout + file("messages.ndjson"), "");
  using wrong = new Project({
    "features/a.feature": "Feature: f\n  Scenario: s\n    Then nobody knows\n",
  });
  assert.equal((await wrong.run(["--dry-run"])).code, 2);
});

test("the language that cucumber.js sets is that of features that do not say their own", async () => {
  const german = "Funktionalität: f\n  Szenario: s\n    Dann it holds\n";
  using project = new Project(
    { "features/a.feature": german, "features/b.feature": `# language: en\n${passing}` },
    'language: "de"',
  );
  assert.match((await project.run()).stdout, /\n2 scenarios: 2 passed\n$/);
});
