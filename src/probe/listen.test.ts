import assert from "node:assert/strict";
import { createServer, type RequestListener } from "node:http";
import { test } from "node:test";
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
