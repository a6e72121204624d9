import assert from "node:assert/strict";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { describedCluster } from "./cluster-file.ts";
import { Project } from "./made-up-project.testing.ts";

const swarm = (name: string): string =>
  `    Given a swarm "${name}" with these nodes\n      | node | role    |\n      | n-1  | manager |\n`;

const feature = (name: string, scenarios = ""): string =>
  `Feature: x\n  Background:\n${swarm(name)}${scenarios}`;

const scenario = (own = ""): string => `  Scenario: s\n${own}    Then it holds\n`;

const one = '    Given an overlay network "one"\n';

/** The cluster of a project, and what is said meanwhile. */
const read = async (project: Project, ...paths: readonly string[]) => {
  let said = "";
  const out = {
    write: (text: string): void => {
      said += text;
    },
  };
  const { folder: cwd } = project;
  const { signal } = new AbortController();
  const around = { cwd, env: {}, home: cwd, stdout: out, stderr: out, signal };
  const spec = await describedCluster(paths, around);
  return { name: spec.name, networks: spec.networks.map(({ name }) => name), said };
};

test("clusters of one name that differ are told with the scenarios that describe them", async () => {
  using project = new Project({
    "features/a.feature": feature("s", scenario() + scenario(one) + scenario()),
    "features/b.feature": feature("s", scenario()),
    "features/c.feature": feature("t"),
  });
  await assert.rejects(read(project), {
    message: [
      "the features describe 3 different clusters",
      "  s: features/a.feature:6:11 features/b.feature",
      "  s: features/a.feature:8",
      "  t: features/c.feature",
    ].join("\n"),
    hint: "name the one that you mean, for example features/c.feature",
  });
  assert.deepEqual((await read(project, "features/a.feature:8")).networks, ["one"]);
  assert.deepEqual((await read(project, "features/a.feature:6:11")).networks, []);
  assert.equal((await read(project, "features/c.feature")).name, "t");
});

test("a line at which no scenario begins is refused", async () => {
  using project = new Project({ "features/a.feature": feature("s", scenario()) });
  await assert.rejects(read(project, "features/a.feature:7"), {
    message: "no scenario to be run begins at features/a.feature:7",
  });
});

test("what a scenario says of its cluster only later is left out, and that is told", async () => {
  const later = `    Then it holds\n    And an overlay network "one"\n`;
  using project = new Project({ "features/a.feature": feature("s", scenario(later)) });
  const { networks, said } = await read(project);
  assert.deepEqual(networks, []);
  assert.match(
    said,
    /^warning: features\/a\.feature:8: an overlay network "one" .*left out here\n$/,
  );
});

test("features without a description are told apart from those that cannot be read", async () => {
  using project = new Project({ "features/a.feature": `Feature: x\n${scenario()}` });
  await assert.rejects(read(project), { message: "nothing in these features describes a cluster" });
});

test("without a path, cucumber.js says where features are, and in which language", async () => {
  const german = feature("s")
    .replace("Feature:", "Funktionalität:")
    .replace("Background:", "Grundlage:")
    .replace("Given", "Angenommen");
  using project = new Project(
    { "more/a.feature": german, "features/b.feature": feature("t") },
    'paths: ["more/*.feature"], language: "de"',
  );
  assert.equal((await read(project)).name, "s");
  assert.equal((await read(project, "more")).name, "s");
  assert.equal((await read(project, "features")).name, "t");
});

test("patterns, lists of what is to be run again, Markdown and links lead to features", async () => {
  const markdown = `# Feature: m\n\n## Background:\n\n* Given a swarm "m" with these nodes\n\n  | node | role |\n  | ---- | ---- |\n  | n-1 | manager |\n`;
  using project = new Project({
    "a.b/[c]/1.feature": feature("s", scenario() + scenario(one)),
    "@again.txt": "\na.b/[c]/1.feature:8\n",
    "m/m.feature.md": markdown,
    "README.md": "# Not a feature\n",
  });
  symlinkSync("../a.b", join(project.folder, "m/b"));
  symlinkSync("..", join(project.folder, "a.b/up"));
  symlinkSync("itself", join(project.folder, "m/itself"));
  assert.deepEqual((await read(project, "@again.txt")).networks, ["one"]);
  assert.equal((await read(project, "m/*.md")).name, "m");
  assert.deepEqual((await read(project, "a.b/**/1.feature:6")).networks, []);
  assert.deepEqual((await read(project, "m/b/[c]/1.feature:8")).networks, ["one"]);
  await assert.rejects(read(project, "m/b"), { message: /^the features describe 3 different/ });
});

test("what leads nowhere is refused, and nothing is read past it", async () => {
  using project = new Project({ "features/a.feature": feature("s"), "@none.txt": "\n" });
  mkdirSync(join(project.folder, "empty"));
  const refuses = (path: string, message: string) =>
    assert.rejects(read(project, path), { name: "BadInput", message });
  await refuses("nowhere/*.feature", "there is no feature at nowhere/*.feature");
  await refuses("empty", "nothing of empty would be read: no feature file is in it");
  await refuses("@none.txt", "@none.txt names nothing");
  symlinkSync("nowhere", join(project.folder, "features/b.feature"));
  await refuses("features", "features/b.feature is a link that leads nowhere");
});

test("a Background may say what steps of one's own and ours do, and nothing that nobody knows", () => {
  const steps = join(import.meta.dirname, "../../steps");
  const own = `    And a thing\n    And the cluster is as described\n${one}`;
  using project = new Project(
    { "a.feature": feature("s", own), "b.feature": feature("s", "    And anything\n") },
    `import: ["steps/*.mjs", "${steps}/{reconciling,world}.ts"]`,
  );
  const plan = (path: string): string => project.apart(["plan", path]).stderr;
  assert.match(plan("a.feature"), /^the engine named by DOCKER_HOST does not answer/);
  assert.match(plan("b.feature"), /^b\.feature:6:5: no such phrase: anything\n {2}\S/);
});
