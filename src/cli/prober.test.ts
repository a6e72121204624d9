import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { greatest } from "../model/extremes.ts";
import type { Question } from "../model/sample.ts";
import type { Lane, Schedule } from "../model/schedule.ts";
import { milliseconds } from "../model/units.ts";
import type { History } from "../model/watch.ts";
import {
  brokenAnswers,
  type Deed,
  doing,
  doingSecretly,
  noRecord,
  pour,
} from "../probe/hostile.testing.ts";
import { certificateFor, type Listening, question, relaying } from "../probe/stand-ins.testing.ts";
import { uptime } from "./clock.ts";
import { type Errand, wayKey } from "./errand.ts";
import { readHistory } from "./history.ts";

/** Answers pages with 8 kB in each field and publishing with no number, and tells a stream what is given. */
const tellingStreams =
  (text: string, again = text): Deed =>
  (socket, request) => {
    if (request.startsWith("POST")) return socket.end(`HTTP/1.1 202 Accepted\r\n\r\n{"id": null}`);
    const long = "x".repeat(8000);
    const said = { tenant: long, container: long, headers: { "x-forwarded-for": [long, long] } };
    socket.write(`HTTP/1.1 200 OK\r\nx-refused-by: ${long}\r\n\r\n`);
    if (!request.startsWith("GET /events")) return socket.end(JSON.stringify(said));
    socket.write(text);
    return again === "" ? socket.end() : pour(socket, again);
  };

const streams: Readonly<Record<string, readonly [Deed, RegExp]>> = {
  "events without an end": [tellingStreams("data: x\n\n"), /^more than 100 events a second$/],
  "a line without an end": [tellingStreams("data: x\n\ndata: ", "x"), /^an event longer/],
  "heartbeats without an end": [tellingStreams("data: x\n\n", ": x\n"), /^more than 64 KiB/],
  "a number that is no header": [tellingStreams("id: \u2603\ndata: x\n\n", ""), /^the number of/],
};

/** Sends just as much as is read, and no end: what is under way stays in memory until the deadline. */
const almostTooMuch: Deed = (socket) =>
  socket.write(`HTTP/1.1 200 OK\r\n\r\n${"x".repeat(16_383)}`);

const spoiling = (pem: { readonly key: string; readonly cert: string }) =>
  doingSecretly(pem, (secured, socket) => {
    secured.write("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nha");
    setImmediate(() => setImmediate(() => socket.write(noRecord)));
  });

/**
 * Node reads 64 KiB at once, and goes through thousands of these before anybody can say stop: they live on in memory
 * until it is cleaned up, and of how much that is nothing is promised. In visit.test.ts they are.
 */
const crumbs = [
  "sends a body of chunks of a byte without an end",
  "sends interim answers without an end",
];

const asking = (node: string, facts: Partial<Question> = {}): Question => ({
  ...{ ...question, node },
  ...facts,
});

const folder = mkdtempSync(join(tmpdir(), "swarmspec-prober-"));
after(() => rmSync(folder, { recursive: true }));

/** The most memory that a process has had, in MB. */
const peakOf = (pid: number | undefined): number => {
  const [, kilobytes] =
    /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) / 1000;
};

/** Each server is asked so often, and each stream has said so much, that whatever is wrong with it has been seen. */
const isEnough = ({ attempts, hearings }: History, nodes: readonly string[]): boolean =>
  nodes.every((name) => attempts.filter(({ node }) => node === name).length >= 5) &&
  Object.keys(streams).every((name) =>
    hearings.some(({ node, why }) => node === name && why !== undefined),
  );

test("a prober lives among servers that do their worst, tells each request, stays small and ends", async () => {
  await using all = new AsyncDisposableStack();
  const { host, port } = all.use(await relaying());
  const pem = await certificateFor(question.host);
  const kinds = Object.entries(brokenAnswers).filter(([name]) => !crumbs.includes(name));
  const heavy = { ...streams, "almost too much": [almostTooMuch] as const };
  const worst = { ...Object.fromEntries(kinds), ...heavy };
  const servers = new Map<Question, Listening>();
  for (const [name, [deed]] of Object.entries(worst))
    servers.set(asking(name), all.use(await doing(deed)));
  servers.set(asking("spoiled", { scheme: "https" }), all.use(await spoiling(pem)));
  const asked = [...servers.keys()];
  const schedule: Schedule = {
    ...{ from: milliseconds(0), rate: 2 },
    lanes: asked.map((one): Lane => [one]),
    listeners: asked.filter(({ node }) => node in streams),
  };
  const errand: Errand = {
    ...{ schedule, folder, began: uptime() },
    ways: [...servers].map(([one, server]) => [
      wayKey(one),
      { address: server.host, port: server.port, ca: pem.cert, relay: { host, port } },
    ]),
  };
  const prober = fork(join(import.meta.dirname, "prober.ts"), {
    execArgv: ["--max-semi-space-size=2"],
  });
  // It hears no other signal.
  all.defer(() => void prober.kill("SIGKILL"));
  const exit = once(prober, "exit");
  prober.send(errand);
  const names = asked.map(({ node }) => node);
  for (
    const end = Date.now() + 60_000;
    !isEnough(await readHistory(folder), names);
    await wait(100)
  )
    assert.ok(prober.exitCode === null && Date.now() < end, "not all was seen in a minute");
  const peak = peakOf(prober.pid);
  prober.send("end");
  assert.deepEqual(await exit, [0, null]);

  const { attempts, hearings, incomplete } = await readHistory(folder);
  assert.deepEqual(incomplete, ["occurrences"]);
  assert.ok(peak < 200, `${peak} MB`);
  const step = 1000 / (schedule.rate * asked.length);
  const turns = attempts.map(({ due }) => due).toSorted((one, other) => one - other);
  turns.slice(1).forEach((due, i) => {
    assert.ok(Math.abs(due - (turns[i] ?? 0) - step) < 1, "a request that is not told");
  });
  for (const { error, status, answeredBy = "" } of attempts)
    assert.ok(error !== undefined || answeredBy.endsWith("… (8000 characters)"), `${status}`);
  for (const [name, [, words]] of Object.entries(streams))
    assert.match(hearings.find(({ node, why }) => node === name && why)?.why ?? "", words);
  assert.ok(hearings.every(({ what }) => what !== "published"));
  const longest = [...attempts, ...hearings].map((line) => JSON.stringify(line).length);
  assert.ok(greatest(longest) < 2000);
  assert.ok(hearings.length < 20_000, `${hearings.length} hearings`);
});
