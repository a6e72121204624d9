import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { temporaryFolder } from "../docker/engine.testing.ts";
import { SwarmspecError } from "../model/errors.ts";
import type { Event } from "../model/event.ts";
import { exclusively } from "./lock.ts";
import { asRoot, other } from "./others.testing.ts";
import { thisRun } from "./run-id.ts";
import { smallDisk } from "./small-disk.testing.ts";

const quietly = { run: thisRun(), tell: () => {} };

/** Another process that has taken the lock; a test that fails leaves none. */
const holding = async (lock: string) => {
  const holder = spawn(process.execPath, [join(import.meta.dirname, "lock.testing.ts"), lock], {
    stdio: ["pipe", "pipe", "inherit"],
    // As a shell does for each command of a terminal.
    detached: true,
  });
  await once(holder.stdout, "data");
  return Object.assign(holder, { [Symbol.dispose]: () => void holder.kill("SIGKILL") });
};

/** Asks for the lock, and settles `waiting` with the first word about who has it. */
const asking = (lock: string, signal?: AbortSignal) => {
  const events: Event[] = [];
  let hear = (_: Event): void => {};
  const waiting = new Promise<Event>((resolve) => {
    hear = resolve;
  });
  const tell = (event: Event): void => {
    events.push(event);
    hear(event);
  };
  const had = exclusively(
    lock,
    { run: thisRun(), tell, ...(signal && { signal }) },
    async () => "had",
  );
  return { events, waiting, had };
};

test("a lock on a disk that is full is had all the same, without a word about who has it", async (t) => {
  await using folder = await temporaryFolder();
  using disk = smallDisk(folder.path, 4096);
  if (disk === undefined) return t.skip("only root can mount a small disk");
  writeFileSync(join(folder.path, "all"), Buffer.alloc(4096));
  const lock = join(folder.path, "lock");
  const said = await exclusively(lock, quietly, async () => {
    const { waiting, had } = asking(lock);
    return { heard: await waiting, had };
  });
  assert.equal(await said.had, "had");
  assert.deepEqual(said.heard, {
    ...{ type: "lacking", what: "wait for the private engine's lock" },
    lines: [`another process holds ${lock}`],
  });
});

test("of many who want the lock each has it alone, and gets it", async () => {
  await using folder = await temporaryFolder();
  const [lock, count] = [join(folder.path, "lock"), join(folder.path, "count")];
  writeFileSync(count, "0");
  const add = async (): Promise<void> => {
    const before = Number(readFileSync(count, "utf8"));
    await new Promise(setImmediate);
    writeFileSync(count, `${before + 1}`);
  };
  await Promise.all(Array.from({ length: 20 }, () => exclusively(lock, quietly, add)));
  assert.equal(readFileSync(count, "utf8"), "20");
});

test("who waits is told which process has the lock and for how long, and has it next", async () => {
  await using folder = await temporaryFolder();
  const lock = join(folder.path, "lock");
  using holder = await holding(lock);
  const { events, waiting, had } = asking(lock);
  const lacking = await waiting;
  assert.ok(lacking.type === "lacking");
  assert.match(
    lacking.lines.join(),
    new RegExp(`^process ${holder.pid} has held ${lock} for \\d+ s$`),
  );
  holder.stdin.end();
  assert.equal(await had, "had");
  assert.deepEqual(
    events.map(({ type }) => type),
    ["lacking", "ended"],
  );
});

test("a holder that is killed has no lock any more", async () => {
  await using folder = await temporaryFolder();
  const lock = join(folder.path, "lock");
  using holder = await holding(lock);
  const { waiting, had } = asking(lock);
  await waiting;
  holder.kill("SIGKILL");
  assert.equal(await had, "had");
});

test("who interrupts the wait need not wait, and the holder keeps the lock", async () => {
  await using folder = await temporaryFolder();
  const lock = join(folder.path, "lock");
  using holder = await holding(lock);
  const interruption = new AbortController();
  const { events, waiting, had } = asking(lock, interruption.signal);
  await waiting;
  interruption.abort(new SwarmspecError("interrupted"));
  await assert.rejects(had, /^SwarmspecError: interrupted$/);
  assert.deepEqual(
    events.map(({ type }) => type),
    ["lacking", "broke-off"],
  );
  assert.equal(spawnSync("flock", ["--nonblock", lock, "true"]).status, 1);
  holder.stdin.end();
  assert.equal(await exclusively(lock, quietly, async () => "had"), "had");
});

test("work that fails gives the lock back", async () => {
  await using folder = await temporaryFolder();
  const lock = join(folder.path, "lock");
  const failing = exclusively(lock, quietly, () => Promise.reject(new Error("no")));
  await assert.rejects(failing, /^Error: no$/);
  assert.equal(await exclusively(lock, quietly, async () => "had"), "had");
});

test("Ctrl-C, which all processes of a terminal get, takes no lock away", async () => {
  await using folder = await temporaryFolder();
  const lock = join(folder.path, "lock");
  using holder = await holding(lock);
  const interrupted = once(holder.stdout, "data");
  process.kill(-(holder.pid ?? 0), "SIGINT");
  await interrupted;
  assert.equal(spawnSync("flock", ["--nonblock", lock, "true"]).status, 1);
  holder.stdin.end();
  await once(holder, "exit");
});

test("a lock that cannot be had is told", async () => {
  await using folder = await temporaryFolder();
  await assert.rejects(
    exclusively(folder.path, quietly, async () => {}),
    {
      name: SwarmspecError.name,
      message: /^cannot lock .*: EISDIR/,
    },
  );
});

test("no other user can take the lock", asRoot, async () => {
  await using folder = await temporaryFolder();
  chmodSync(folder.path, 0o755);
  const lock = join(folder.path, "lock");
  await exclusively(lock, quietly, async () => {});
  const { status, stderr } = spawnSync("flock", ["--nonblock", lock, "true"], {
    ...{ uid: other, gid: other, encoding: "utf8" },
  });
  assert.match(stderr, /Permission denied/);
  assert.notEqual(status, 0);
});
