import assert from "node:assert/strict";
import { test } from "node:test";
import { clustersIn, describedIn, saidIn } from "./feature.ts";
import { background, clusterOf, contextWith, webStack } from "./test-feature.ts";

const feature = (path: string, text: string) => ({ path, text });

test("a Background describes a whole cluster", () => {
  const spec = clusterOf(background());
  assert.equal(spec.name, "tuleap");
  assert.deepEqual(
    spec.nodes.map(({ name }) => name),
    ["node-01", "node-02", "node-03"],
  );
  assert.deepEqual(
    spec.services.map(({ name }) => name),
    ["bearded_web", "shaven_web"],
  );
  assert.deepEqual(spec.proxy, {
    image: "registry:5000/proxy",
    http: 80,
    https: 443,
    network: "tuleap",
    backend: { service: "web", port: 8080 },
  });
});

test("a proxy may name its own image, and then needs no registry", () => {
  const proxy = `And a reverse proxy "haproxy:3.0" on every node, publishing 80 and 443 in host mode`;
  const spec = clusterOf(background({ registry: "", proxy }));
  assert.equal(spec.proxy?.image, "haproxy:3.0");
});

test("the registry may be described after the proxy", () => {
  const proxy = `And a reverse proxy on every node, publishing 80 and 443 in host mode
    And a private registry "hub:5000" with the images in "i"`;
  assert.equal(clusterOf(background({ registry: "", proxy })).proxy?.image, "hub:5000/proxy");
});

test("features that describe the same cluster share it", () => {
  const specs = clustersIn(
    [feature("features/a.feature", background()), feature("features/b.feature", background())],
    contextWith(),
  );
  assert.equal(specs.length, 1);
});

test("clusters of one name that differ stay apart", () => {
  const other = background({ network: `And an overlay network "tuleap"`, proxy: "" });
  const specs = clustersIn(
    [feature("features/a.feature", background()), feature("features/b.feature", other)],
    contextWith(),
  );
  assert.deepEqual(
    specs.map(({ name }) => name),
    ["tuleap", "tuleap"],
  );
});

test("a feature without a Background describes no cluster", () => {
  const text = "Feature: x\n  Scenario: y\n    Given anything\n";
  assert.deepEqual(clustersIn([feature("features/x.feature", text)], contextWith()), []);
});

const inFull = clusterOf(background());

const isWhole = (text: string, isKnown?: (text: string) => boolean): void =>
  assert.deepEqual(clustersIn([feature("features/x.feature", text)], contextWith(), isKnown), [
    inFull,
  ]);

/** The steps of the whole Background, further in. */
const described = (deeper = 0): string =>
  background()
    .split("\n")
    .slice(2)
    .map((line) => (line === "" ? line : `${" ".repeat(deeper)}${line}`))
    .join("\n");

test("what a phrase describes does not depend on its keyword", () => {
  for (const keyword of ["Given", "When", "Then", "But", "*"])
    isWhole(background().replaceAll(/^ {4}(Given|And)\b/gm, `    ${keyword}`));
});

test("a Background may do other things too, which describe nothing", () => {
  const proxy = `When the moon is full
    And a reverse proxy on every node, publishing 80 and 443 in host mode
    And wolves howl`;
  isWhole(background({ proxy }), (text) => /moon|wolves/.test(text));
});

test("a step of a Background that nobody knows is refused, however unlike a phrase it is", () => {
  const proxy = "And the moon is full";
  assert.throws(() => clusterOf(background({ proxy })), {
    message: "features/x.feature:14:5: no such phrase: the moon is full",
  });
});

test("so is a step elsewhere that is much like a phrase", () => {
  const text = `Feature: x\n  Scenario: y\n${described()}    And a stak "s" on stack file "web.yml"\n    Then z\n`;
  assert.throws(() => clusterOf(text), {
    message: `features/x.feature:15:5: no such phrase: a stak "s" on stack file "web.yml"`,
    hint: "did you mean: a stack {string} on stack file(s) {string}",
  });
});

test("a Rule's Background describes with the feature's, or alone", () => {
  const rule = "  Rule: r\n    Background:\n";
  const scenario = "    Scenario: s\n      Then it holds\n";
  isWhole(`Feature: x\n${rule}${described(2)}${scenario}`);
  const proxy = "      And a reverse proxy on every node, publishing 80 and 443 in host mode\n";
  isWhole(`${background({ proxy: "" })}${rule}${proxy}${scenario}`);
  isWhole(`${background({ proxy: "" })}${rule}${proxy}`);
});

test("a scenario describes by its own steps too, until it does something else", () => {
  const proxy = "    Given a reverse proxy on every node, publishing 80 and 443 in host mode\n";
  const scenario = (before: string, after = "") =>
    `${background({ proxy: "" })}  Scenario: s\n${before}    Then it holds\n${after}`;
  isWhole(scenario(proxy));
  const [without] = clustersIn([feature("features/x.feature", scenario("", proxy))], contextWith());
  assert.equal(without?.proxy, undefined);
});

test("before a swarm is named, nothing can have been done to it", () => {
  isWhole(`Feature: x\n  Scenario: s\n    Given a fox\n${described()}    Then it holds\n`);
});

test("an outline describes a cluster for each example that differs", () => {
  const text = `${background({ proxy: "" })}  Scenario Outline: s
    Given a reverse proxy on every node, publishing <http> and 443 in host mode
    Then it holds
    Examples:
      | http |
      | 80   |
      | 81   |
    Examples:
      | http |
      | 80   |
`;
  const found = describedIn(saidIn([feature("features/x.feature", text)]), contextWith());
  assert.deepEqual(
    found.map(({ spec, scenarios }) => [spec.proxy?.http, scenarios.map(({ lines }) => lines)]),
    [
      [
        80,
        [
          [15, 20],
          [15, 24],
        ],
      ],
      [81, [[15, 21]]],
    ],
  );
});

test("of a file those scenarios are read that are meant, by their own line or that of an example", () => {
  const text = `${background({ proxy: "" })}  Scenario: one
    Given an overlay network "one"
    Then it holds
  Scenario: two
    Given an overlay network "two"
    Then it holds
`;
  const networksAt = (lines: readonly number[]) =>
    describedIn(saidIn([{ path: "features/x.feature", text, lines }]), contextWith()).map(
      ({ spec }) => spec.networks.at(-1)?.name,
    );
  assert.deepEqual(
    [networksAt([15]), networksAt([18]), networksAt([15, 18])],
    [["one"], ["two"], ["one", "two"]],
  );
});

test("a feature in another language describes in the same phrases", () => {
  const german = `# language: de
Funktionalität: x
  Grundlage:
${described()
  .replaceAll(/^ {4}Given/gm, "    Angenommen")
  .replaceAll(/^ {4}And/gm, "    Und")}`;
  isWhole(german);
  const text = german.replace("# language: de\n", "");
  const [spec] = clustersIn([{ path: "features/x.feature", text, language: "de" }], contextWith());
  assert.deepEqual(spec, inFull);
});

test("a table or a doc string that no phrase takes is refused where it stands", () => {
  const network = (argument: string) => `And an overlay network "tuleap"\n      ${argument}`;
  const refuses = (argument: string, problem: string) =>
    assert.throws(() => clusterOf(background({ network: network(argument) })), {
      message: `features/x.feature:10: ${problem} goes with this step: an overlay network "tuleap"`,
    });
  refuses("| attachable |", "no table");
  refuses('"""\n      text\n      """', "no doc string");
});

test("a wrong role is refused at its row, also where a scenario says it later", () => {
  const text = `${background()}  Scenario: s
    Given it holds
    And the swarm also has these nodes
      | node    | role |
      | node-04 | boss |
`;
  assert.throws(() => clusterOf(text), {
    message: `features/x.feature:19: no such role: "boss"`,
  });
});

test("a file that a scenario reads later may be written by then", () => {
  const text = `${background()}  Scenario: s
    Given it holds
    And variables for the stack files from the env file "later.env"
`;
  isWhole(text);
});

test("a step may begin with a star", () => {
  assert.equal(clusterOf(background({ network: `* an overlay network "tuleap"` })).name, "tuleap");
});

test("an unknown phrase is answered with its line and the nearest known one", () => {
  const swarm = `Given a swam "tuleap" with these nodes`;
  assert.throws(() => clusterOf(background({ swarm })), {
    message: `features/x.feature:3:5: no such phrase: a swam "tuleap" with these nodes`,
    hint: "did you mean: a swarm {string} with these nodes",
  });
});

test("what is not Gherkin is refused at its line", () => {
  assert.throws(() => clusterOf("Feature: x\n  Scenario: y\n    Given z\n    nonsense\n"), {
    name: "BadInput",
    message: /^features\/x\.feature:4: not Gherkin: expected: .*nonsense/,
  });
});

test("an unknown role is refused at its row", () => {
  const swarm = `Given a swarm "tuleap" with these nodes
      | node    | role |
      | node-01 | boss |`;
  assert.throws(() => clusterOf(background({ swarm })), {
    message: `features/x.feature:5: no such role: "boss"`,
    hint: "a node is a manager or a worker",
  });
});

test("a stack file is looked for beside the feature and then in fixtures/stacks", () => {
  const beside = webStack.replace("/web", "/beside");
  const shared = { "/work/fixtures/stacks/other.yml": webStack };
  const tenants = (file: string) => `And these tenants on stack file "${file}"
      | tenant  | host                |
      | bearded | bearded.example.com |`;
  const both = contextWith({ "/work/features/other.yml": beside, ...shared });
  const text = background({ tenants: tenants("other.yml") });
  assert.equal(clusterOf(text, both).services[0]?.image, "registry:5000/beside");
  assert.equal(clusterOf(text, contextWith(shared)).services[0]?.image, "registry:5000/web");
  assert.throws(() => clusterOf(text), {
    message: `features/x.feature:12: no stack file "other.yml"`,
    hint: "put it at features/other.yml or fixtures/stacks/other.yml",
  });
});

test("variables come from the row, then from env files, then from the environment", () => {
  const tenants = `And variables for the stack files from the env file "a.env"
    And these tenants on stack files "tuleap.yml, more.yml"
      | tenant  | host | row |
      | bearded | b.de | 1   |`;
  const more = "services: {web: {environment: [ROW, FILE, WORLD]}}\n";
  const context = contextWith(
    { "/work/features/a.env": "ROW=2\nFILE=2\n", "/work/features/more.yml": more },
    { ROW: "3", FILE: "3", WORLD: "3" },
  );
  const [service] = clusterOf(background({ tenants }), context).services;
  assert.deepEqual(service?.environment, ["FILE=2", "ROW=1", "WORLD=3"]);
});

test("a Background without a swarm is refused", () => {
  assert.throws(() => clusterOf(background({ swarm: `Given an overlay network "b"` })), {
    message: "features/x.feature:3: no swarm is described",
  });
});

test("a proxy needs one network and an image", () => {
  assert.throws(() => clusterOf(background({ network: "" })), {
    message: /the proxy needs one overlay network, and 0 are declared/,
  });
  assert.throws(() => clusterOf(background({ registry: "" })), {
    message: /the proxy has no image, as no private registry is declared/,
  });
});
