import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { isAlive, thisRun } from "./run-id.ts";

test("this process is a living run", () => {
  assert.equal(isAlive(thisRun()), true);
});

test("a run whose process ended is dead", async () => {
  const child = spawn(process.execPath, ["-e", ""]);
  const run = thisRun().replace(String(process.pid), String(child.pid));
  await once(child, "exit");
  assert.equal(isAlive(run), false);
});

test("a process with the number of a dead run, but another start, does not bring it to life", () => {
  const [place, pid] = thisRun().split("-");
  assert.equal(isAlive(`${place}-${pid}-1`), false);
});

test("a run of another machine cannot be judged from here", () => {
  assert.equal(isAlive("deadbeefn1-1-1"), undefined);
});
