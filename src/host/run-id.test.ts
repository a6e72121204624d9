import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { isAlive, processOf, thisRun } from "./run-id.ts";

test("this process is a living run", () => {
  assert.equal(isAlive(thisRun()), true);
});

test("a run whose process ended is dead", async () => {
  const child = spawn(process.execPath, ["-e", ""]);
  const run = thisRun().split("-").with(3, String(child.pid)).join("-");
  await once(child, "exit");
  assert.equal(isAlive(run), false);
});

const changed = (part: number, to: string): string => thisRun().split("-").with(part, to).join("-");

test("a process with the number of a dead run, but another start, does not bring it to life", () => {
  assert.equal(isAlive(changed(4, "1")), false);
});

test("what ran before this machine was last started is dead", () => {
  assert.equal(isAlive(changed(1, "deadbeef")), false);
});

test("a run of another machine, or of another process namespace, cannot be judged from here", () => {
  assert.equal(isAlive(changed(0, "deadbeef")), undefined);
  assert.equal(isAlive(changed(2, "1")), undefined);
});

test("a run names its process", () => {
  assert.equal(processOf(thisRun()), process.pid);
});
