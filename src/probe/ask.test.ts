import assert from "node:assert/strict";
import { createServer as createHttpServer, type RequestListener } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { createServer, type Server } from "node:net";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import { milliseconds } from "../model/units.ts";
import { ask } from "./ask.ts";
import { cutList } from "./cut.ts";
import {
  certificateFor,
  type Listening,
  listening,
  mute,
  question,
  relaying,
} from "./stand-ins.testing.ts";

const whoami: RequestListener = (request, response) => {
  const forwarded = request.headersDistinct["x-forwarded-for"];
  const headers = { host: [request.headers.host], "x-forwarded-for": forwarded };
  response.end(JSON.stringify({ tenant: "bearded", container: "c1", headers }));
};
const tenant = () => listening(createHttpServer(whoami));
const at = ({ host, port }: Listening) => ({ address: host, port });
const quick = { timeout: milliseconds(300) };
const over = <T extends object>(facts: T) => ({ ...question, ...facts });
const until = async (claim: () => boolean) => {
  for (const end = Date.now() + 3000; !claim(); await setImmediate())
    assert.ok(Date.now() < end, `never came true: ${claim}`);
};

/** Keeps what a client sends, and answers 404. */
const recorder = (lines: string[]): Server =>
  createServer((socket) =>
    socket.on("data", (data) => {
      lines.push(...data.toString().trim().split("\r\n"));
      socket.end("HTTP/1.1 404 Not Found\r\ncontent-length: 4\r\n\r\nnone");
    }),
  );

test("a tenant's answer becomes a sample", async () => {
  await using server = await tenant();
  const sample = await ask(over({ claims: ["6.6.6.6"] }), at(server));
  assert.deepEqual(
    { ...sample, ms: 0 },
    over({
      claims: ["6.6.6.6"],
      status: 200,
      answeredBy: "bearded",
      container: "c1",
      forwardedFor: ["6.6.6.6"],
      ms: 0,
    }),
  );
});

test("the host is named although the connection goes to a pinned address", async () => {
  const lines: string[] = [];
  await using server = await listening(recorder(lines));
  await ask(question, at(server));
  assert.equal(lines[0], "GET /whoami HTTP/1.1");
  assert.ok(lines.includes("Host: bearded.example.com"));
});

test("every claim is a header line of its own, the second in an odd spelling", async () => {
  const lines: string[] = [];
  await using server = await listening(recorder(lines));
  await ask(over({ claims: ["6.6.6.6", "7.7.7.7, 8.8.8.8"] }), at(server));
  const forged = lines.filter((line) => /^x-forwarded-for:/i.test(line));
  assert.deepEqual(forged, ["X-Forwarded-For: 6.6.6.6", "x-FORWARDED-for: 7.7.7.7, 8.8.8.8"]);
});

test("without claims no X-Forwarded-For is sent", async () => {
  const lines: string[] = [];
  await using server = await listening(recorder(lines));
  await ask(question, at(server));
  assert.doesNotMatch(lines.join("\n"), /forwarded/i);
});

test("a page that is not a tenant's answer has a status and nobody who answered", async () => {
  await using server = await listening(recorder([]));
  const sample = await ask(question, at(server));
  assert.equal(sample.status, 404);
  assert.equal(sample.answeredBy, undefined);
  assert.equal(sample.error, undefined);
});

test("a redirect is told and not followed", async () => {
  const moved: RequestListener = (_, response) => response.writeHead(301, { location: "/" }).end();
  await using server = await listening(createHttpServer(moved));
  assert.equal((await ask(question, at(server))).status, 301);
});

test("every request has a fresh connection, through a relay too, and leaves none open", async () => {
  await using server = await tenant();
  await using relay = await relaying();
  for (const via of [at(server), { ...at(server), relay }, { ...at(server), relay }])
    assert.equal((await ask(question, via)).status, 200);
  assert.deepEqual([server.taken(), relay.taken()], [3, 2]);
  await until(() => server.open() + relay.open() === 0);
});

test("two nodes of one host name are never mixed up", async () => {
  await using first = await tenant();
  await using second = await tenant();
  await Promise.all([first, second, first, second].map((node) => ask(question, at(node))));
  assert.deepEqual([first.taken(), second.taken()], [2, 2]);
});

test("https names the server, verifies it and works through a relay", async () => {
  const { key, cert } = await certificateFor(question.host);
  const names: string[] = [];
  const SNICallback = (name: string, done: (error: null) => void) => {
    names.push(name);
    done(null);
  };
  await using server = await listening(createHttpsServer({ key, cert, SNICallback }, whoami));
  await using relay = await relaying();
  for (const via of [at(server), { ...at(server), relay }]) {
    const sample = await ask(over({ scheme: "https" } as const), { ...via, ca: cert });
    assert.equal(sample.answeredBy, "bearded", sample.error);
  }
  assert.deepEqual(names, [question.host, question.host]);
});

test("a certificate that nobody vouches for, or for another host, is an error in the sample", async () => {
  const { key, cert } = await certificateFor("shaven.example.com");
  await using server = await listening(createHttpsServer({ key, cert }, whoami));
  const asked = over({ scheme: "https" } as const);
  const untrusted = await ask(asked, at(server));
  const misnamed = await ask(asked, { ...at(server), ca: cert });
  assert.equal(untrusted.error, "certificate: self-signed certificate");
  assert.equal(misnamed.error, "certificate: is for another host");
});

test("https to a server that speaks plain http is an error in the sample", async () => {
  await using server = await tenant();
  const sample = await ask(over({ scheme: "https" } as const), at(server));
  assert.match(sample.error ?? "", /^(tls|reset)/);
});

test("a closed port is refused", async () => {
  const server = await tenant();
  await server[Symbol.asyncDispose]();
  assert.equal((await ask(question, at(server))).error, "refused");
});

test("a connection that is dropped is reset", async () => {
  await using server = await listening(createServer((socket) => socket.destroy()));
  assert.equal((await ask(question, at(server))).error, "reset");
});

test("an answer that is not HTTP is a protocol error", async () => {
  await using server = await listening(createServer((socket) => socket.end("hello\r\n\r\n")));
  assert.match((await ask(question, at(server))).error ?? "", /^protocol: /);
});

test("a server that does not answer in time is a timeout, over http and https", async () => {
  await using server = await mute();
  for (const scheme of ["http", "https"] as const) {
    const sample = await ask(over({ scheme }), at(server), quick);
    assert.equal(sample.error, "timeout");
    assert.ok(sample.ms >= 299 && sample.ms < 2000);
  }
  await until(() => server.open() === 0);
});

test("an answer that stops halfway is a timeout", async () => {
  const half = createServer((socket) =>
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nha"),
  );
  await using server = await listening(half);
  assert.equal((await ask(question, at(server), quick)).error, "timeout");
});

test("a relay that is down, rude or mute is to blame itself", async () => {
  await using server = await tenant();
  await using rude = await listening(createServer((socket) => socket.end()));
  await using silent = await mute();
  const gone = await relaying();
  await gone[Symbol.asyncDispose]();
  const errorOf = async (relay: Listening) =>
    (await ask(question, { ...at(server), relay }, quick)).error;
  assert.equal(await errorOf(gone), "relay: refused");
  assert.equal(await errorOf(rude), "relay: Socket closed");
  assert.equal(await errorOf(silent), "relay: timeout");
});

test("a relay's reply tells what is wrong with the node", async () => {
  const errorOf = async (reply: number) => {
    await using relay = await relaying(reply);
    return (await ask(question, { address: "127.0.0.1", port: 9, relay })).error;
  };
  assert.equal(await errorOf(3), "unreachable");
  assert.equal(await errorOf(4), "unreachable");
  assert.equal(await errorOf(5), "refused");
  assert.equal(await errorOf(6), "timeout");
  assert.equal(await errorOf(1), "reset");
  assert.match((await errorOf(2)) ?? "", /^relay: .*NotAllowed$/);
});

test("an abort rejects at once with its reason and leaves no connection", async () => {
  await using server = await mute();
  const controller = new AbortController();
  const reason = new Error("stopped by the operator");
  const asked = ask(question, at(server), { signal: controller.signal });
  await until(() => server.open() > 0);
  controller.abort(reason);
  await assert.rejects(asked, reason);
  await until(() => server.open() === 0);
});

test("a node that is not there is a failed request, with that for a reason", async () => {
  const { error, status } = await ask(question, { missing: "node-02 is not there" });
  assert.deepEqual([error, status], ["node-02 is not there", undefined]);
});

test("an aborted signal asks nothing", async () => {
  await using server = await tenant();
  await assert.rejects(ask(question, at(server), { signal: AbortSignal.abort() }));
  assert.equal(server.taken(), 0);
});

test("what a tenant says of itself is cut with its length told, and never becomes a right answer by that", async () => {
  const long = (text: string) => text + "x".repeat(8000);
  const said = {
    ...{ tenant: long("bearded"), container: long("c1") },
    headers: { "x-forwarded-for": [long("172.30.0.11"), ...Array(99).fill("6.6.6.6")] },
  };
  const refusing: RequestListener = (_, response) =>
    response.writeHead(200, { "x-refused-by": long("proxy") }).end(JSON.stringify(said));
  await using server = await listening(createHttpServer(refusing));
  const sample = await ask(question, at(server));
  assert.match(sample.answeredBy ?? "", /^bearded(x+)… \(8007 characters\)$/);
  assert.match(sample.container ?? "", /^c1(x+)… \(8002 characters\)$/);
  assert.match(sample.refusedBy ?? "", /^proxy(x+)… \(8005 characters\)$/);
  assert.deepEqual(sample.forwardedFor.slice(1), [...Array(4).fill("6.6.6.6"), "and 95 more"]);
  assert.ok(JSON.stringify(sample).length < 2000);
});

test("whatever a list holds, what is kept of it is the right one only if it was", () => {
  const lists = fc.array(fc.oneof(fc.constant(question.expected), fc.string()), { maxLength: 20 });
  fc.assert(
    fc.property(lists, (forwardedFor) => {
      const isRight = (some: readonly string[]) => some.length === 1 && some[0] === "172.30.0.11";
      assert.equal(isRight(cutList(forwardedFor)), isRight(forwardedFor));
    }),
  );
});
