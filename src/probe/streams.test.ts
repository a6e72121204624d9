import assert from "node:assert/strict";
import { test } from "node:test";
import { milliseconds, seconds } from "../model/units.ts";
import type { Hearing, History } from "../model/watch.ts";
import { historyOf, scheduleOf } from "./histories.testing.ts";
import { judgeStreams, listeningOf } from "./streams.ts";

const by =
  (node: string) =>
  (at: number, what: Hearing["what"], id?: number | bigint): Hearing => ({
    ...{ at: milliseconds(at), what, node, tenant: "bearded", client: "client-1" },
    ...(id !== undefined && { id: `${id}` }),
  });
const [one, two] = [by("node-01"), by("node-02")];

const schedule = scheduleOf({
  ...{ nodes: ["node-01", "node-02"], tenants: ["bearded"], clients: ["client-1"] },
  ...{ schemes: ["https"], rate: 2, listening: ["client-1"] },
});

/** Both nodes were asked twice a second, and each request was answered; who listened is in the hearings. */
const history = (...hearings: readonly Hearing[]): History => {
  const heard = new Set(hearings.map(({ node }) => node));
  const listeners = schedule.listeners.filter(({ node }) => heard.has(node));
  return { ...historyOf({ ...schedule, listeners }, seconds(10)), hearings };
};

const whole = [
  one(0, "closed"),
  one(0, "opened"),
  one(3000, "heard", 1),
  one(6000, "heard", 2),
  one(9000, "heard", 3),
];

test("listeners that hear all that any of them hears missed nothing", () => {
  const seen = history(...whole, two(4000, "opened"), two(6000, "heard", 2), two(9000, "heard", 3));
  assert.deepEqual(
    listeningOf(seen).map(({ heard, missed }) => [heard, missed]),
    [
      [3, 0],
      [2, 0],
    ],
  );
  assert.equal(judgeStreams(seen, seconds(1)).verdict, "pass");
});

test("an event that another listener of the tenant heard is missed, also at the end", () => {
  const seen = history(...whole, two(0, "opened"), two(3000, "heard", 1));
  assert.deepEqual(judgeStreams(seen, seconds(1)), {
    verdict: "fail",
    evidence: ["the stream of bearded through node-02 to client-1 missed 2 events"],
  });
});

test("an event that was accepted once the stream was open is missed, though nobody heard it", () => {
  const told = (at: number) => judgeStreams(history(...whole, one(at, "published", 4)), seconds(1));
  assert.match(`${told(9500).verdict} ${told(9500).evidence.join()}`, /^fail .* missed 1 events/);
});

test("what was accepted before a stream opened is not missed", () => {
  const late = [one(2990, "published", 1), two(5000, "opened"), two(6000, "heard", 2)];
  const seen = listeningOf(history(...whole, ...late, two(9000, "heard", 3)));
  assert.deepEqual(
    seen.map(({ missed }) => missed),
    [0, 0],
  );
});

test("a stream that stands still without breaking off is told by its events, which come late", () => {
  const late = [
    two(0, "opened"),
    two(3000, "heard", 1),
    two(8500, "heard", 2),
    two(9000, "heard", 3),
  ];
  assert.equal(judgeStreams(history(...whole, ...late), seconds(3)).verdict, "pass");
  assert.deepEqual(judgeStreams(history(...whole, ...late), seconds(2)), {
    verdict: "fail",
    evidence: ["the stream of bearded through node-02 to client-1 told an event 2500 ms late"],
  });
});

test("how late an event is counts from when it was accepted", () => {
  const slow = { ...one(500, "published", 1), ms: milliseconds(2400) };
  const seen = history(slow, ...whole);
  assert.equal(listeningOf(seen)[0]?.latest, 100);
});

test("where a tenant told nothing for long, nothing is known", () => {
  const { verdict, evidence } = judgeStreams(history(...whole.slice(0, 3)), seconds(1));
  assert.equal(verdict, "unknown");
  assert.match(evidence.join(), /no event of bearded was heard or accepted from 3\.0 s to 10\.0 s/);
});

test("a stream may break off for as long as is said, and no longer", () => {
  const broken = history(...whole, one(1000, "closed"), one(2500, "opened"));
  assert.equal(judgeStreams(broken, seconds(2)).verdict, "pass");
  assert.match(
    judgeStreams(broken, seconds(1)).evidence.join(),
    /was not open for 1500 ms from 1\.0 s on/,
  );
});

test("a stream that is not open at the end is told", () => {
  const { verdict, evidence } = judgeStreams(history(...whole, one(1000, "closed")), seconds(1));
  assert.match(`${verdict} ${evidence.join()}`, /^fail .* was not open from 1\.0 s on/);
});

test("a stream that was never open is told beside one that was", () => {
  const { verdict, evidence } = judgeStreams(history(...whole, two(0, "closed")), seconds(1));
  assert.match(
    `${verdict} ${evidence.join()}`,
    /^fail .* through node-02 .* not open from 0\.0 s on/,
  );
});

test("a history that lacks lines is not judged", () => {
  const missed = history(...whole, two(0, "opened"), two(3000, "heard", 1));
  for (const seen of [history(...whole), missed]) {
    const { verdict } = judgeStreams({ ...seen, incomplete: ["hearings"] }, seconds(1));
    assert.equal(verdict, "unknown");
  }
});

test("without listeners, or without events, nothing is known", () => {
  assert.equal(judgeStreams(history(), seconds(1)).verdict, "unknown");
  assert.equal(judgeStreams(history(one(0, "opened")), seconds(1)).verdict, "unknown");
});

test("a stream that loses every second event has missed them, however great their numbers are", () => {
  const from = 2n ** 53n;
  const events = [1n, 2n, 3n, 4n].map((n) => one(1000 * Number(n), "published", from + n));
  const told = [two(0, "closed"), two(0, "opened"), two(2000, "heard", from + 2n)];
  const [listener] = listeningOf(history(...events, ...told, two(4000, "heard", from + 4n)));
  assert.deepEqual([listener?.heard, listener?.missed], [2, 2]);
});

test("a stream that told what nobody can use says so with its break", () => {
  const why = "more than 100 events a second";
  const flood = [{ ...one(9500, "closed"), why }];
  const { verdict, evidence } = judgeStreams(history(...whole, ...flood), seconds(1));
  assert.equal(verdict, "fail");
  assert.deepEqual(evidence, [
    `the stream of bearded through node-01 to client-1 was not open from 9.5 s on: ${why}`,
  ]);
});

test("why a stream cannot be opened again is told with the break that it is in", () => {
  const unfit = [one(9200, "closed"), { ...one(9300, "unfit"), why: "no header" }];
  const [{ breaks } = assert.fail()] = listeningOf(history(...whole, ...unfit));
  assert.deepEqual(breaks.at(-1), { from: 9200, why: "no header" });
});

test("a stream that breaks off all the time is judged with a few lines", () => {
  const flapping = Array.from({ length: 260_000 }, (_, i) =>
    one(9000 + i, i % 2 === 0 ? "closed" : "opened"),
  );
  const hearings = [...whole, ...flapping];
  const seen = { ...history(), hearings, lasted: milliseconds(9000 + flapping.length) };
  const { verdict, evidence } = judgeStreams(seen, milliseconds(0));
  assert.equal(verdict, "fail");
  assert.ok(evidence.length < 100, `${evidence.length} lines`);
});
