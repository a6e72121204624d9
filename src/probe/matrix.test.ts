import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import fc from "fast-check";
import type { Sample } from "../model/sample.ts";
import { askAll, headerCases, questions } from "./matrix.ts";
import { type Listening, listening, question } from "./stand-ins.testing.ts";

const at = ({ host, port }: Listening) => ({ address: host, port });
const numbered = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ ...question, node: `node-${i}` }));

test("a question says who asks whom for what, and what has to arrive", () => {
  const [only, ...others] = questions({
    nodes: [{ name: "node-01" }],
    tenants: [{ name: "bearded", host: "bearded.example.com" }],
    clients: [{ name: "client-1", address: "172.30.0.11" }],
    schemes: ["http"],
    claims: [[]],
  });
  assert.deepEqual(only, question);
  assert.deepEqual(others, []);
});

test("every combination is asked exactly once", () => {
  const some = fc.uniqueArray(fc.string(), { maxLength: 3 });
  fc.assert(
    fc.property(some, some, some, (nodes, tenants, clients) => {
      const asked = questions({
        nodes: nodes.map((name) => ({ name })),
        tenants: tenants.map((name) => ({ name, host: name })),
        clients: clients.map((name) => ({ name, address: name })),
        schemes: ["http", "https"],
        claims: headerCases,
      });
      const distinct = new Set(asked.map((one) => JSON.stringify(one)));
      assert.equal(asked.length, nodes.length * tenants.length * clients.length * 8);
      assert.equal(distinct.size, asked.length);
    }),
  );
});

test("samples come in the order of the questions, however late the answers", async () => {
  let count = 0;
  const late = createServer((_, response) => setTimeout(() => response.end(), 20 - count++));
  await using server = await listening(late);
  const asked = numbered(20);
  const heard: Sample[] = [];
  const samples = await askAll(asked, () => at(server), { onSample: (one) => heard.push(one) });
  assert.deepEqual(
    samples.map((sample) => sample.node),
    asked.map((one) => one.node),
  );
  assert.equal(heard.length, 20);
});

test("never more requests than allowed are under way", async () => {
  let most = 0;
  const slow = createServer((_, response) => {
    most = Math.max(most, server.open());
    setTimeout(() => response.end(), 5);
  });
  await using server = await listening(slow);
  await askAll(numbered(12), () => at(server), { concurrency: 3 });
  assert.ok(most <= 4, `${most} connections`);
  assert.equal(server.taken(), 12);
});

test("an abort ends the matrix, and what was waiting is never asked", async () => {
  const controller = new AbortController();
  const stop = createServer(() => controller.abort(new Error("enough")));
  await using server = await listening(stop);
  const all = askAll(numbered(9), () => at(server), { concurrency: 2, signal: controller.signal });
  await assert.rejects(all, /enough/);
  assert.ok(server.taken() <= 2);
});
