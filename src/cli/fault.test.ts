import assert from "node:assert/strict";
import { test } from "node:test";
import { execute } from "./process.ts";

/** Where no engine can be reached: what is wrong with the words has to be told first. */
const told = async (...argv: string[]) => {
  const texts: string[] = [];
  const out = { write: (text: string) => void texts.push(text) };
  const env = { SWARMSPEC_ENGINE: "none", DOCKER_HOST: "tcp://127.0.0.1:1" };
  const { signal } = new AbortController();
  const around = { cwd: "/", home: "/", env, stdout: out, stderr: out, signal };
  const code = await execute(["fault", ...argv], around);
  return { code, said: texts.join("") };
};

test("a fault that nobody knows is told with the nearest one", async () => {
  const { code, said } = await told("cut-pubic", "node-01");
  assert.equal(said, "no such fault: cut-pubic\n  did you mean: cut-public\n");
  assert.equal(code, 2);
});

test("a fault like no other is told with all that there are", async () => {
  const { code, said } = await told("earthquake", "node-01");
  assert.match(said, /there are kill, pause, cut-private, cut-public, drain, kill-task/);
  assert.equal(code, 2);
});

test("a span of time that is none is told with an example", async () => {
  const { code, said } = await told("kill", "node-01", "--for", "soon");
  assert.equal(said, "--for is not a span of time: soon\n  for example 30s or 1m30s\n");
  assert.equal(code, 2);
});

test("without an engine there is no cluster to break", async () => {
  const { code } = await told("kill", "node-01", "--for", "1m30s");
  assert.equal(code, 2);
});

test("a task that is killed is started again at once, so nobody says for how long", async () => {
  const { code, said } = await told("kill-task", "bearded_web", "--for", "21s");
  assert.match(said, /^kill-task takes no --for: the swarm starts another task at once\n/);
  assert.equal(code, 2);
});
