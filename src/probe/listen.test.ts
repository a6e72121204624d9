import assert from "node:assert/strict";
import { createServer, type RequestListener } from "node:http";
import { test } from "node:test";
import { milliseconds, seconds } from "../model/units.ts";
import { brokenAnswers, type Deed, doing, pour } from "./hostile.testing.ts";
import { listen } from "./listen.ts";
import { type Listening, listening } from "./stand-ins.testing.ts";

const at = ({ host, port }: Listening) => ({ address: host, port });
const visit = { scheme: "http", host: "bearded.example.com", path: "/events" } as const;
const serving = (answer: RequestListener) => listening(createServer(answer));

test("events are told with their numbers as they come, and heartbeats are not", async () => {
  await using server = await serving((_, response) => {
    response.write(
      "event: hello\ndata: bearded\n\n: heartbeat\n\nid: 7\ndata: two\ndata: lines\n\n",
    );
  });
  const interruption = new AbortController();
  const heard = [];
  for await (const event of listen(visit, at(server), { signal: interruption.signal })) {
    heard.push(event);
    if (event.id === "7") interruption.abort();
  }
  assert.deepEqual(heard, [
    { id: undefined, event: "hello", data: "bearded" },
    { id: "7", event: undefined, data: "two\nlines" },
  ]);
});

test("who comes back names the last event that was heard", async () => {
  await using server = await serving((request, response) => {
    response.end(`data: after ${request.headers["last-event-id"]}\n\n`);
  });
  const { signal } = new AbortController();
  const heard = await Array.fromAsync(listen(visit, at(server), { signal, lastId: "7" }));
  assert.deepEqual(
    heard.map(({ data }) => data),
    ["after 7"],
  );
});

test("a stream that is refused is an error with the status", async () => {
  await using server = await serving((_, response) => {
    response.writeHead(503).end();
  });
  const { signal } = new AbortController();
  await assert.rejects(
    Array.fromAsync(listen(visit, at(server), { signal })),
    /the stream was refused with 503/,
  );
});

test("a listener that is told to stop before the server speaks ends in peace", async () => {
  await using server = await serving(() => {});
  const heard = await Array.fromAsync(
    listen(visit, at(server), { signal: AbortSignal.timeout(50) }),
  );
  assert.deepEqual(heard, []);
});

const signal = new AbortController().signal;
const patient = seconds(10);
const told = (server: Listening, lastId?: string, timeout = patient) =>
  Array.fromAsync(listen(visit, at(server), { signal, timeout, ...(lastId && { lastId }) }));

const telling =
  (text: string): Deed =>
  (socket) => {
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    return pour(socket, text);
  };

for (const [name, [deed]] of Object.entries(brokenAnswers))
  test(`a listener of a server that ${name} is rejected in time`, async () => {
    await using server = await doing(deed);
    await assert.rejects(told(server));
  });

for (const [name, text, words] of [
  [
    "a line without an end",
    "data: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    /^an event longer than 64 KiB$/,
  ],
  [
    "an event without an end",
    "data: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n",
    /^an event longer than 64 KiB$/,
  ],
  ["heartbeats without an end", ": x\n", /^more than 64 KiB a second$/],
  ["a field that is none, without an end", "xxxx", /^more than 64 KiB a second$/],
  ["events without an end", "data: x\n\n", /^more than 100 events a second$/],
] as const)
  test(`a stream of ${name} is unfit, and says why`, async () => {
    const deed: Deed = telling(text);
    await using server = await doing((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n\r\ndata: ");
      return deed(socket, "");
    });
    await assert.rejects(told(server), { name: "UnfitAnswer", message: words });
  });

test("a stream that is never opened is given up in time", async () => {
  await using server = await serving(() => {});
  await assert.rejects(told(server, undefined, milliseconds(50)), { code: "ETIMEDOUT" });
});

for (const lastId of ["snow \u2603", "\u0001", "7".repeat(5000)])
  test(`a number that cannot be a header, ${JSON.stringify(lastId.slice(0, 9))}, is told as that`, async () => {
    await using server = await serving((_, response) => response.end());
    await assert.rejects(told(server, lastId), {
      name: "UnfitAnswer",
      message: "the number of its last event cannot be sent in a header",
    });
  });

test("many events at once, as after a long break, are all heard", async () => {
  await using server = await serving((_, response) => {
    for (let id = 1; id <= 900; id++) response.write(`id: ${id}\ndata: ${"x".repeat(100)}\n\n`);
    response.end();
  });
  assert.equal((await told(server)).length, 900);
});
