import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { asRoot } from "../host/others.testing.ts";
import { version } from "./version.ts";

const main = join(import.meta.dirname, "main.ts");

/** Of no entry in passwd. */
const uid = 54321;

const feature = join(import.meta.dirname, "../../features/every-node-serves-every-tenant.feature");

/** Not measured with the others: where their coverage is written this user may not write. */
const run = (argv: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  spawnSync(process.execPath, argv, {
    env: { NODE_V8_COVERAGE: undefined, ...env },
    ...{ uid, gid: uid, encoding: "utf8" },
  });

/** Runs a command as a user who is in no passwd and has no HOME. */
const asNobody = (...argv: readonly string[]) => {
  const env = { SWARMSPEC_ENGINE: "none", DOCKER_HOST: "tcp://127.0.0.1:1" };
  const { status, stdout, stderr } = run([main, ...argv], env);
  return { status, stdout, stderr };
};

const options = asRoot.skip
  ? asRoot
  : { skip: run(["--check", main]).status !== 0 && "no other user can read these files" };

test("who has no home can ask for the version", options, () => {
  assert.deepEqual(asNobody("--version"), { status: 0, stdout: `${version()}\n`, stderr: "" });
});

for (const argv of [["up", feature], ["status"], ["plan", feature], ["down"]])
  test(`who has no home is told so by ${argv[0]}, in a sentence`, options, () => {
    assert.deepEqual(asNobody(...argv), {
      status: 2,
      stdout: "",
      stderr: `user ${uid} has no home folder\n  set HOME to one, as an absolute path\n`,
    });
  });

test("who has no home is told so by doctor, among the rest", options, () => {
  const { status, stdout, stderr } = asNobody("doctor");
  assert.match(stdout, /^missing +engine +user 54321 has no home folder\n +-> set HOME to one/);
  assert.deepEqual({ status, stderr }, { status: 1, stderr: "" });
});
