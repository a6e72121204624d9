import assert from "node:assert/strict";
import { test } from "node:test";
import { seconds } from "../model/units.ts";
import { ask } from "./ask.ts";
import { brokenAnswers, doing, doingSecretly, noRecord } from "./hostile.testing.ts";
import { certificateFor, type Listening, question } from "./stand-ins.testing.ts";
import { visit, visitQuickly } from "./visit.ts";

const at = ({ host, port }: Listening) => ({ address: host, port });
// What is looked at is the reason that comes first, and how soon it comes is the machine's.
const timeout = seconds(60);

const clients = { got: visit, "Node's own client": visitQuickly };

for (const [client, by] of Object.entries(clients))
  for (const [name, [deed, words]] of Object.entries(brokenAnswers))
    test(`to ${client} a server that ${name} is a failed request with its reason`, async () => {
      await using server = await doing(deed);
      const sample = await ask(question, at(server), { timeout, by });
      assert.match(sample.error ?? "", words);
    });

test("a record of TLS that cannot be read is a failed request with its reason", async () => {
  const { key, cert } = await certificateFor(question.host);
  await using server = await doingSecretly({ key, cert }, (secured, socket) => {
    secured.write("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nha");
    setImmediate(() => setImmediate(() => socket.write(noRecord)));
  });
  const asked = { ...question, scheme: "https" } as const;
  const { error } = await ask(asked, { ...at(server), ca: cert }, { timeout });
  assert.match(error ?? "", /^tls: [a-z0-9 ]+$/);
});

test("an answer that came and cannot be used has its status", async () => {
  const [tooLong] = brokenAnswers["sends a body without an end"] ?? [];
  await using server = await doing(tooLong ?? assert.fail());
  const { status, error } = await ask(question, at(server), { timeout, longest: 1024 });
  assert.deepEqual([status, error], [200, "answer: longer than 1 KiB"]);
});

test("a body of just as many bytes as may be is read, whatever pieces it comes in", async () => {
  for (const piece of [1, 3, 1024]) {
    await using server = await doing((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      for (let sent = 0; sent < 1024; sent += piece)
        socket.write("äbc".repeat(1024).slice(0, Math.min(piece, 1024 - sent)), "latin1");
      socket.end();
    });
    const asked = { ...question, path: "/" };
    const { body } = await visit(asked, at(server), { timeout, longest: 1024 });
    assert.equal(body.length, 1024);
  }
});
