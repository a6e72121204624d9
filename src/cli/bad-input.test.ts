// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of stack files
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { execute } from "./process.ts";

const feature = `Feature: A cluster
  Background:
    Given a swarm "tuleap" with these nodes
      | node    | role    |
      | node-01 | manager |
    And a private registry "registry:5000" with the images in "images"
    And an overlay network "tuleap"
    And these tenants on stack file "stack.yml"
      | tenant  | host                |
      | bearded | bearded.example.com |
      | shaven  | shaven.example.com  |
    And a reverse proxy on every node, publishing 80 and 443 in host mode
`;

const stack = `services:
  web:
    image: registry:5000/web
    networks: [tuleap]
    deploy:
      replicas: 1
networks:
  tuleap:
    external: true
`;

interface Case {
  readonly title: string;
  readonly feature?: string;
  readonly stack?: string;
  readonly says: RegExp;
}

/** Runs a command where no engine can be reached: an input error has to come first, and nothing can be started. */
const up = async (
  files: { feature: string; stack: string },
  command = "up",
  { options = [], more = {} }: { options?: readonly string[]; more?: Record<string, string> } = {},
) => {
  const folder = mkdtempSync(join(tmpdir(), "swarmspec-input-"));
  writeFileSync(join(folder, "a.feature"), files.feature);
  writeFileSync(join(folder, "stack.yml"), files.stack);
  const { out, said } = listening();
  const env = { SWARMSPEC_ENGINE: "none", DOCKER_HOST: "tcp://127.0.0.1:1", ...more };
  const { signal } = new AbortController();
  const around = { cwd: folder, env, home: folder, stdout: out, stderr: out, signal };
  const code = await execute([command, "a.feature", ...options], around);
  rmSync(folder, { recursive: true });
  return { code, said: said() };
};

const listening = () => {
  const texts: string[] = [];
  const write = (text: string): void => {
    texts.push(text);
  };
  return { out: { write }, said: () => texts.join("") };
};

const cases: readonly Case[] = [
  {
    title: "a phrase that nobody knows is told with its line and the nearest one that is known",
    feature: feature.replace("an overlay network", "an overlay netwrk"),
    says: /a\.feature:7:5: no such phrase: an overlay netwrk "tuleap"\n {2}did you mean: an overlay network \{string\}/,
  },
  {
    title: "a stack file that is not YAML is told with its line",
    stack: stack.replace("    image: registry", "   image: registry"),
    says: /stack\.yml:\d+/,
  },
  {
    title: "a wrong type in a stack file is told with line, column and key",
    stack: stack.replace("replicas: 1", "replicas: many"),
    says: /stack\.yml:6:\d+: services\.web\.deploy\.replicas: /,
  },
  {
    title: "an unknown key in a stack file is told with line and the nearest known one",
    stack: stack.replace("    image:", "    imgae: x\n    image:"),
    says: /stack\.yml:3:\d+: services\.web\.imgae: [\s\S]*image/,
  },
  {
    title: "two tenants with one host name are told with both",
    feature: feature.replace("shaven.example.com", "bearded.example.com"),
    says: /a\.feature:11: [\s\S]*bearded\.example\.com/,
  },
  {
    title: "a port published twice is told with both services",
    stack: stack.replace(
      "    networks:",
      "    ports: [{target: 8080, published: 80, mode: host}]\n    networks:",
    ),
    says: /80[\s\S]*(bearded_web[\s\S]*proxy|proxy[\s\S]*bearded_web)/,
  },
  {
    title: "a swarm without a manager cannot be",
    feature: feature.replace("| manager |", "| worker  |"),
    says: /a\.feature:3: [\s\S]*manager/,
  },
  {
    title: "a config over 1000 KB is told with its size and key",
    stack: `${stack}configs:\n  big:\n    content: ${"x".repeat(1000 * 1024 + 1)}\n`.replace(
      "    networks:",
      "    configs: [big]\n    networks:",
    ),
    says: /stack\.yml:\d+:\d+: configs\.big[\s\S]*1000 KB/,
  },
  {
    title: "an engine that is named and does not answer is told with its address",
    says: /the engine named by DOCKER_HOST does not answer at tcp:\/\/127\.0\.0\.1:1/,
  },
];

for (const { title, says, ...files } of cases)
  test(title, async () => {
    const { code, said } = await up({ feature, stack, ...files });
    assert.match(said, says);
    assert.equal(code, 2);
  });

test("a refusal names the variable, and shows its value only where that is asked for", async () => {
  const files = {
    feature: `${feature}  Scenario: s\n    Then every node answers for every tenant\n`,
    stack: stack.replace("    networks:", '    ports: ["${TOKEN}"]\n    networks:'),
  };
  for (const command of ["up", "plan", "apply", "start", "down", "probe", "test"]) {
    const { code, said } = await up(files, command, { more: { TOKEN: "hunter2" } });
    assert.match(
      said,
      /stack\.yml:4:\d+: services\.web\.ports\.0: .* but is "\$\{TOKEN\}"/,
      command,
    );
    assert.doesNotMatch(said, /hunter2/, command);
    assert.equal(code, 2);
  }
  for (const command of ["up", "plan", "apply", "start"]) {
    const asked = { options: ["--show-values"], more: { TOKEN: "hunter2" } };
    assert.match((await up(files, command, asked)).said, /but is "hunter2"/, command);
  }
});

test("what cannot be asked is told before anything is started", async () => {
  const without = feature.replace(/ {4}And a reverse proxy.*\n/, "");
  for (const command of ["start", "probe"]) {
    const { code, said } = await up({ feature: without, stack }, command);
    assert.match(said, /the swarm "tuleap" has no reverse proxy, so there is nothing to ask/);
    assert.equal(code, 2);
  }
});

test("an even number of managers is warned of, and no error", async () => {
  const two = feature.replace(
    "      | node-01 | manager |\n",
    "      | node-01 | manager |\n      | node-02 | manager |\n",
  );
  assert.match((await up({ feature: two, stack })).said, /warning: [\s\S]*2 managers/);
});

test("a docker context that does not exist is told, with the next step", async () => {
  const { out, said } = listening();
  const folder = mkdtempSync(join(tmpdir(), "swarmspec-input-"));
  const around = {
    ...{ cwd: folder, home: folder, stdout: out, stderr: out },
    env: { DOCKER_CONFIG: folder, DOCKER_CONTEXT: "missing" },
    signal: new AbortController().signal,
  };
  assert.equal(await execute(["status"], around), 2);
  assert.match(said(), /the docker context "missing" does not exist\n {2}docker context ls/);
  rmSync(folder, { recursive: true });
});
