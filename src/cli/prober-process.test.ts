import assert from "node:assert/strict";
import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, lstatSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { goingFirst } from "../host/going-first.ts";
import { seconds } from "../model/units.ts";
import type { History } from "../model/watch.ts";
import { scheduleOf } from "../probe/histories.testing.ts";
import { judgeOthers } from "../probe/judge.ts";
import { listening, relaying } from "../probe/stand-ins.testing.ts";
import { clockSince, uptime } from "./clock.ts";
import { type Errand, wayKey } from "./errand.ts";
import { files, readHistory } from "./history.ts";
import { type Prober, startProber } from "./prober-process.ts";

const tmp = mkdtempSync(join(tmpdir(), "swarmspec-prober-"));
after(() => rmSync(tmp, { recursive: true }));

const schedule = scheduleOf({
  ...{ nodes: ["node-01"], tenants: ["bearded"], clients: ["client-1"] },
  ...{ schemes: ["http"], rate: 40 },
});

/** A tenant that answers as it should. */
const tenant = () =>
  listening(
    createServer(({ headers }, response) => {
      const seen = { ...headers, "x-forwarded-for": ["172.31.0.201"] };
      response.end(JSON.stringify({ tenant: "bearded", headers: seen }));
    }),
  );

interface Doing {
  readonly errand: Errand;
  readonly prober: Prober;
}

/** Watches a tenant on this machine while something is done, and gives what was seen. */
const watched = async (
  during: (doing: Doing) => Promise<unknown>,
  before: (folder: string) => void = () => {},
): Promise<History> => {
  await using server = await tenant();
  await using relay = await relaying();
  const folder = mkdtempSync(join(tmp, "watch-"));
  before(folder);
  const [question] = schedule.lanes.flat();
  assert.ok(question);
  const way = { address: server.host, port: server.port, relay };
  const errand: Errand = {
    ...{ schedule, folder, began: uptime() },
    ways: [[wayKey(question), { ...way, relay: { host: relay.host, port: relay.port } }]],
  };
  const prober = await startProber(errand, { toEnd: seconds(2) });
  const { now } = clockSince(errand.began);
  const begun = now();
  await during({ errand, prober });
  const lasted = now();
  await prober.end();
  // The swarm's own notes are the parent's, and there is no swarm.
  writeFileSync(join(folder, files.occurrences), `${JSON.stringify({ lines: 0 })}\n`);
  // A full device is never at its end.
  for (const name of Object.values(files))
    if (lstatSync(join(folder, name)).isSymbolicLink()) rmSync(join(folder, name));
  return readHistory(folder, { begun, lasted, troubles: prober.troubles });
};

const judged = (history: History): string => {
  const { verdict, evidence } = judgeOthers(history, []);
  return `${verdict}: ${evidence.join("; ")}`;
};

const isGone = (pid = 0): boolean => !existsSync(`/proc/${pid}`);

test("a watch of a tenant that answers passes, and its history is whole", async () => {
  const seen = await watched(() => wait(1500));
  assert.match(judged(seen), /^pass/);
  assert.deepEqual([seen.incomplete, seen.troubles], [[], []]);
  assert.ok(seen.machine.shares.length >= 2, "nothing is told of the machine");
});

test("of a prober that was killed nothing is known but that", async () => {
  const seen = await watched(async ({ prober: { pid = 0 } }) => {
    await wait(1000);
    process.kill(pid, "SIGKILL");
    await wait(200);
  });
  assert.match(judged(seen), /^unknown: the prober ended with SIGKILL/);
});

test("a prober that stands still is ended, and nothing is known of what it saw", async () => {
  let stopped: number | undefined;
  const seen = await watched(async ({ prober: { pid = 0 } }) => {
    await wait(1000);
    process.kill(pid, "SIGSTOP");
    stopped = pid;
  });
  assert.match(judged(seen), /^unknown: the prober did not end within 2 s/);
  assert.ok(isGone(stopped));
});

test("while a prober stands still nothing is seen, and it says so", async () => {
  const seen = await watched(async ({ prober: { pid = 0 } }) => {
    await wait(1000);
    process.kill(pid, "SIGSTOP");
    await wait(1300);
    process.kill(pid, "SIGCONT");
    await wait(500);
  });
  assert.match(judged(seen), /^unknown: node-01 was not asked for 1\d\d\d ms/);
  assert.ok(seen.machine.stalls.some(({ at, until }) => until - at > 1200));
});

test("a disk that is full makes a watch unknown, and its prober ends as told", async () => {
  for (const name of [files.attempts, files.machine]) {
    const seen = await watched(
      () => wait(800),
      (folder) => symlinkSync("/dev/full", join(folder, name)),
    );
    assert.match(judged(seen), /^unknown: .*cannot be written: ENOSPC/);
  }
});

test("a prober that runs wild is ended by the kernel, not by who waits for it", async (t) => {
  const [program, ...args] = (await goingFirst()) ?? [];
  if (program === undefined) return t.skip("no process of this user may go first");
  const wild = "for (;;);";
  const child = spawn(program, [...args, process.execPath, "-e", wild]);
  const [, signal] = await once(child, "exit");
  assert.match(signal, /SIGXCPU|SIGKILL/);
});

test("a prober ends with its parent, however that ends", async () => {
  await using server = await tenant();
  await using relay = await relaying();
  const [question] = schedule.lanes.flat();
  assert.ok(question);
  const endpoint = { host: relay.host, port: relay.port };
  const errand: Errand = {
    ...{ schedule, folder: mkdtempSync(join(tmp, "watch-")), began: uptime() },
    ways: [[wayKey(question), { address: server.host, port: server.port, relay: endpoint }]],
  };
  const parent = fork(join(import.meta.dirname, "prober-parent.testing.ts"));
  parent.send(errand);
  const [pid] = (await once(parent, "message")) as [number];
  parent.kill("SIGKILL");
  for (let tries = 0; tries < 100 && !isGone(pid); tries++) await wait(100);
  assert.ok(isGone(pid), `the prober ${pid} goes on`);
});
