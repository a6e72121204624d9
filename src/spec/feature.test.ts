import assert from "node:assert/strict";
import { test } from "node:test";
import { clustersIn } from "./feature.ts";
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

test("only Given steps and what continues them describe the cluster", () => {
  const proxy = `And a reverse proxy on every node, publishing 80 and 443 in host mode
    When the moon is full
    And wolves howl`;
  assert.equal(clusterOf(background({ proxy })).name, "tuleap");
});

test("a step may begin with a star", () => {
  assert.equal(clusterOf(background({ network: `* an overlay network "tuleap"` })).name, "tuleap");
});

test("an unknown phrase is answered with its line and the nearest known one", () => {
  const swarm = `Given a swam "tuleap" with these nodes`;
  assert.throws(() => clusterOf(background({ swarm })), {
    message: `features/x.feature:3: no such phrase: a swam "tuleap" with these nodes`,
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
