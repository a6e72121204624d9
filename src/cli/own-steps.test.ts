import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { configuration } from "./cucumber-configuration.ts";
import { Project } from "./made-up-project.testing.ts";
import { loadedSteps } from "./step-code.ts";

const cucumber = JSON.stringify(import.meta.resolve("@cucumber/cucumber"));

const repository = join(import.meta.dirname, "../../steps");

/** Imports these of our own files of steps besides those of the project. */
const withOurs = (...names: readonly string[]): string =>
  `import: ${JSON.stringify(["steps/*.mjs", ...names.map((name) => join(repository, `${name}.ts`))])}`;

const steps = (text: string): string =>
  `import * as cucumber from ${cucumber};\nconst { Given, When, Then, defineParameterType, setDefaultTimeout, setWorldConstructor, World } = cucumber;\n${text}`;

const feature = (...steps: readonly string[]): string =>
  `Feature: f\n  Scenario: s\n${steps.map((step) => `    ${step}\n`).join("")}    Then it holds\n`;

const frames = /^\s*at .*:\d+:\d+\)?$/m;

test("steps of one's own may be regular expressions, take types of their own and call back", async () => {
  const scenario = (step: string): string => feature(step).replace(/^Feature: f\n/, "");
  const text = ["Given 3 wolves howl", "And a red moon", "When it calls back", "When it is sorry"];
  const failing = ["When it calls back badly", "When it throws", "When it rejects"];
  using project = new Project(
    {
      "features/a.feature": `Feature: f\n${[...text, ...failing].map(scenario).join("")}`,
      "steps/own.mjs": steps(`
        defineParameterType({ name: "colour", regexp: /red|blue/, transformer: (text) => ({ text }) });
        Given(/^(\\d+) (?:wolf|wolves) howls?$/, (count) => { if (count !== 3) throw new Error("count"); });
        Given("a {colour} moon", ({ text }) => { if (text !== "red") throw new Error(text); });
        When("it calls back", (done) => setTimeout(done, 1));
        When("it is sorry", async () => {});
        When("it calls back badly", (done) => setTimeout(() => done(new Error("no")), 1));
        When("it throws", () => { throw new Error("no"); });
        When("it rejects", async () => { throw new Error("no"); });
      `),
    },
    withOurs("hints"),
  );
  const { stdout, stderr } = await project.run();
  assert.match(stdout, /\n7 scenarios: 4 passed, 3 failed\n$/, stderr);
});

test("all that cucumber could not run is told at once, each with its place and what to do", async () => {
  const text = `Feature: f
  Background:
    Given a thing
      | with | a table |
  Scenario: s
    When it is don
    And it is ambiguous
    And a {colour} moon
    And a table
    And it is done
      """
      text
      """
    Then it holds
  Scenario Outline: t
    Then it <does>
    Examples:
      | does  |
      | holds |
      | hols  |
`;
  using project = new Project({
    "features/a.feature": text,
    "steps/own.mjs": steps(`
        Given("a {colour} moon", () => {});
        Given("a table", (table, one) => {});
      `),
  });
  const { code, stdout, stderr } = await project.run();
  assert.equal(code, 2, stderr);
  assert.equal(stdout, "");
  const said = [
    /^features\/a\.feature:6:5: no such phrase: it is don\n {2}did you mean: it is done$/m,
    /^ {2}or, for one of your own:\n {4}When\('it is don', function \(\) \{$/m,
    /^features\/a\.feature:8:5: no such phrase: a \{colour\} moon$/m,
    /^features\/a\.feature:16:5: no such phrase: it hols$/m,
    /^no parameter type \{colour\}, which the phrase "a \{colour\} moon" has$/m,
    /^features\/a\.feature:4: neither table nor doc string goes with this step: a thing\n {2}the phrase is a thing, at steps\/made-up\.mjs:\d+$/m,
    /^features\/a\.feature:7:5: more than one phrase fits: it is ambiguous\n {2}it is ambiguous - steps\/made-up\.mjs:\d+\n {2}it is am\{word\} - steps\/made-up\.mjs:\d+$/m,
    /^features\/a\.feature:9:5: the function of this step has 2 parameters, and is given 0: a table$/m,
    /^features\/a\.feature:11: neither table nor doc string goes with this step: it is done$/m,
  ];
  for (const one of said) assert.match(stderr, one);
  assert.equal(stderr.match(/goes with this step: a thing/g)?.length, 1);
  assert.doesNotMatch(stderr, frames);
});

test("only what is to be run is looked at", async () => {
  const wip = [
    "  @wip\n  Scenario: unwritten\n    Then nobody knows\n",
    "  @wip\n  Scenario: unproved\n    When it is done\n",
    "  @wip\n  Scenario Outline: empty\n    Then it <does>\n    Examples:\n      | does |\n",
    '  @wip\n  Scenario: impossible\n    Given a swarm "s" with these nodes\n      | node | role |\n      | n | boss |\n    Then it holds\n',
  ].join("");
  const files = {
    "steps/own.mjs": steps(`
      Given("a swarm {string} with these nodes", (name, nodes) => {});
      Given("these tenants on stack file {string}", (file, tenants) => {});
    `),
    "features/a.feature": `${feature("When it is done")}${wip}`,
    "features/b.feature":
      'Feature: b\n  Background:\n    Given these tenants on stack file "none.yml"\n      | tenant | host |\n      | a | a.de |\n  @wip\n  Scenario: s\n    Then it holds\n',
  };
  for (const args of [
    ["--tags", "not @wip"],
    ["features/a.feature:2"],
    ["--name", "^s$", "features/a.feature"],
  ]) {
    using project = new Project(files);
    const { code, stderr } = await project.run(args);
    assert.equal(code, 0, stderr);
  }
  using project = new Project(files);
  const { code, stderr } = await project.run();
  assert.equal(code, 2);
  for (const one of [
    /^features\/a\.feature:7:5: no such phrase: nobody knows$/m,
    /^features\/a\.feature:9: the scenario "unproved" has no Then/m,
    /^features\/a\.feature:12: the scenario "empty" has no example/m,
    /^features\/a\.feature:20: no such role: "boss"$/m,
    /^features\/b\.feature:5: no swarm is described$/m,
  ])
    assert.match(stderr, one);
});

test("below a phrase of ours a table may not be missing: it is no callback that it waits for", async () => {
  const text = feature("When the clients knock on these ports of every node");
  using project = new Project({ "features/a.feature": text }, withOurs("topology", "world"));
  assert.match(
    project.apart(["test"]).stderr,
    /^features\/a\.feature:3:5: below this step a table or doc string is missing: the clients knock/,
  );
});

test("our phrases have their own patience, whatever others set for theirs", async () => {
  using project = new Project(
    {
      "steps/own.mjs": steps(`
        import { SwarmWorld } from ${JSON.stringify(join(repository, "world.ts"))};
        setWorldConstructor(SwarmWorld);
        setDefaultTimeout(1);
        Given("mine", () => {});
      `),
    },
    withOurs("reconciling"),
  );
  const around = { cwd: project.folder, stderr: { write: () => {} } };
  const { stepDefinitions } = await loadedSteps(await configuration({}, around), around);
  const patienceOf = (text: string) =>
    stepDefinitions.find((step) => step.matchesStepName(text))?.options.timeout;
  assert.equal(patienceOf("the cluster is as described"), 900_000);
  assert.equal(patienceOf("mine"), undefined);
});

test("a World of one's own is welcome if it is one of ours too, or alone", async () => {
  const files = { "features/a.feature": feature("Given it is mine") };
  const world = (base: string): string =>
    steps(`
      ${base === "World" ? "" : `import { ${base} } from ${JSON.stringify(join(repository, "world.ts"))};`}
      setWorldConstructor(class extends ${base} { mine = 1; });
      Given("it is mine", function () { if (this.mine !== 1) throw new Error("not mine"); });
    `);
  using strange = new Project(
    { ...files, "steps/own.mjs": world("World") },
    `import: ["${repository}/{given,world}.ts", "steps/*.mjs"]`,
  );
  const refused = strange.apart(["test"]);
  assert.match(
    refused.stderr,
    /^a World of your own takes the place of the one that our phrases need\n {2}let it extend SwarmWorld/,
  );
  assert.equal(refused.code, 2);
  using good = new Project(
    { ...files, "steps/own.mjs": world("SwarmWorld") },
    withOurs("given", "world"),
  );
  assert.equal(good.apart(["test"]).code, 0);
  using alone = new Project({ ...files, "steps/own.mjs": world("World") });
  assert.equal((await alone.run()).code, 0);
});

for (const [what, text, says] of [
  [
    "throw",
    "throw new Error('not today');",
    /^the steps cannot be loaded: not today\n {2}it was thrown at \S*steps\/own\.mjs:3:\d+\n$/,
  ],
  [
    "are no JavaScript",
    "const = 1;",
    /^the steps cannot be loaded: [^\n]*\n {2}node --check FILE says where it is\n$/,
  ],
  [
    "import what is not there",
    'import "./none.mjs";',
    /^the steps cannot be loaded: [^\n]*none\.mjs[^\n]*\n/,
  ],
  ["define one phrase wrongly", 'Given("a {", () => {});', /^the steps cannot be loaded: /],
] as const)
  test(`steps that ${what} are refused in a sentence`, async () => {
    using project = new Project({ "features/a.feature": feature(), "steps/own.mjs": steps(text) });
    const { code, stderr } = await project.run();
    assert.match(stderr, says);
    assert.doesNotMatch(stderr, frames);
    assert.equal(code, 2);
  });

test("where no steps are loaded, that is told", async () => {
  using project = new Project({
    "features/a.feature": feature("Given a thing"),
    "cucumber.mjs": "export default {};\n",
  });
  const { code, stderr } = await project.run();
  assert.match(stderr, /^no steps are loaded\n {2}cucumber\.js in \S+ says where they are/);
  assert.equal(code, 2);
});
