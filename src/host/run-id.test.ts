import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { isAlive, processOf, type Senses, thisRun } from "./run-id.ts";

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

/** This machine, with other words about the processes of others. */
const seeing = (stat: string | undefined, exists: boolean | undefined): Senses => ({
  read: (path) => (path.endsWith("/stat") ? stat : readable(path)),
  exists: () => exists,
});

const readable = (path: string): string | undefined =>
  path.startsWith("/proc/self") || !existsSync(path)
    ? undefined
    : readFileSync(path, "utf8").trim();

const ownStat = readFileSync("/proc/self/stat", "utf8").trim();

const sights: readonly (readonly [string, Senses, boolean | undefined])[] = [
  ["whose number is taken by a process that is hidden", seeing(undefined, true), undefined],
  ["of whose number nothing can be known", seeing(undefined, undefined), undefined],
  ["whose number nobody has", seeing(undefined, false), false],
  ["whose process has ended and was not waited for", seeing("7 (node) Z 1", true), false],
  ["whose process is there", seeing(ownStat, true), true],
];

for (const [whose, senses, alive] of sights)
  test(`a run ${whose} is ${alive === undefined ? "left alone" : alive ? "alive" : "dead"}`, () => {
    assert.equal(isAlive(thisRun(), senses), alive);
  });

test("a run that did not know when it began is not dead for that", () => {
  assert.equal(isAlive(changed(4, "x")), undefined);
  assert.equal(isAlive(changed(1, "x")), true);
});

test("a number that is no process's is not taken for one", () => {
  for (const number of ["0", "", "1.5", "all"])
    assert.equal(isAlive(changed(3, number)), undefined);
});

const privateProc = ["--mount", "mount", "-t", "proc", "-o", "hidepid=2", "proc", "/proc"];
const namespaces = {
  skip: spawnSync("unshare", privateProc).status !== 0 && "this user cannot mount a /proc",
};

test("a live run of another user is left alone where /proc hides it", namespaces, () => {
  // A /proc of its own, as hidepid of the machine's would hold for everybody.
  const script = `
    const { isAlive } = await import(${JSON.stringify(import.meta.resolve("./run-id.ts"))});
    const { existsSync } = await import("node:fs");
    process.setgroups([]);
    process.setgid(65534);
    process.setuid(65534);
    console.log(existsSync("/proc/${process.pid}"), isAlive("${thisRun()}"), isAlive("${changed(3, "4194304")}"));`;
  const inside = `mount -t proc -o hidepid=2 proc /proc && exec "$0" --input-type=module -e "$1"`;
  const command = ["--mount", "sh", "-c", inside, process.execPath, script];
  const said = execFileSync("unshare", command, {
    encoding: "utf8",
    env: { ...process.env, NODE_V8_COVERAGE: "" },
  });
  assert.equal(said.trim(), "false undefined false");
});

test("a run names its process", () => {
  assert.equal(processOf(thisRun()), process.pid);
});
