import assert from "node:assert/strict";
import { test } from "node:test";
import { UnfitAnswer } from "../model/errors.ts";
import { manualClock } from "./clock.testing.ts";
import { keepListening } from "./keep-listening.ts";

type Stream = readonly ({ readonly id?: string } | Error)[];

/** What is told of streams that are opened one after the other, and behind which number each was. */
const heard = async (...streams: readonly Stream[]) => {
  const end = new AbortController();
  const [told, behind]: [string[], (string | undefined)[]] = [[], []];
  const open = async function* (lastId: string | undefined) {
    behind.push(lastId);
    for (const event of streams[behind.length - 1] ?? []) {
      if (event instanceof Error) throw event;
      yield event;
    }
    if (behind.length >= streams.length) end.abort();
  };
  const clock = manualClock();
  const record = ({ what, id = "", why = "" }: { what: string; id?: string; why?: string }) =>
    told.push(`${what} ${id}${why}`.trim());
  await keepListening({ open, record, clock, signal: end.signal });
  return { told, behind, lasted: clock.now() };
};

test("a stream is open with its first event, and numbered events are heard", async () => {
  const { told } = await heard([{}, { id: "1" }, { id: "2" }]);
  assert.deepEqual(told, ["closed", "opened", "heard 1", "heard 2"]);
});

test("a stream that breaks off is opened again behind its last event", async () => {
  const { told, behind } = await heard([{}, { id: "7" }, new Error("reset")], [{}, { id: "8" }]);
  assert.deepEqual(told, ["closed", "opened", "heard 7", "closed", "opened", "heard 8"]);
  assert.deepEqual(behind, [undefined, "7"]);
});

test("one that breaks off before its first event is opened again behind what its greeting said", async () => {
  const { told, behind } = await heard([{ id: "6" }, new Error("reset")], [{ id: "6" }]);
  assert.deepEqual(told, ["closed", "opened", "closed", "opened"]);
  assert.deepEqual(behind, [undefined, "6"]);
});

test("a stream that cannot be opened is tried again, and was not open", async () => {
  const { told } = await heard([new Error("refused")], [{}]);
  assert.deepEqual(told, ["closed", "opened"]);
});

test("an event without a number, or with one that is none, is not heard as any", async () => {
  const { told } = await heard([{}, {}, { id: "" }, { id: "7.5" }, { id: "seven" }, { id: "8" }]);
  assert.deepEqual(told, ["closed", "opened", "heard 8"]);
});

test("a number above 2^53 is told as it was sent", async () => {
  const { told } = await heard([{}, { id: "9007199254740993" }]);
  assert.deepEqual(told, ["closed", "opened", "heard 9007199254740993"]);
});

test("a stream that tells what nobody can use is told so, and left alone for a while", async () => {
  const flood = new UnfitAnswer("more than 100 events a second");
  const { told, lasted } = await heard([{}, flood], [{}]);
  assert.deepEqual(told, ["closed", "opened", "closed more than 100 events a second", "opened"]);
  assert.ok(lasted >= 5000, `${lasted} ms`);
});

test("why it cannot be opened again is told once, as long as it is the same", async () => {
  const unfit = new UnfitAnswer("no header");
  const { told } = await heard([{}, { id: "é" }], [unfit], [unfit], [new UnfitAnswer("else")], []);
  assert.deepEqual(told, ["closed", "opened", "closed", "unfit no header", "unfit else"]);
});
