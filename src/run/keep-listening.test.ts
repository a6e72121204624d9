import assert from "node:assert/strict";
import { test } from "node:test";
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
  const record = ({ what, id = "" }: { readonly what: string; readonly id?: number | string }) =>
    told.push(`${what} ${id}`.trim());
  await keepListening({ open, record, clock: manualClock(), signal: end.signal });
  return { told, behind };
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
