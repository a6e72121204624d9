import assert from "node:assert/strict";
import { test } from "node:test";
import { milliseconds } from "../model/units.ts";
import type { Occurrence, Outage } from "../model/watch.ts";
import { meanwhile } from "./meanwhile.ts";

const outage: Outage = {
  node: "node-01",
  tenants: ["bearded"],
  ...{ from: milliseconds(5000), until: milliseconds(7000) },
  ...{ ended: true, failed: 1, silent: true, errors: ["refused"] },
};

const happened = (at: number, node?: string): Occurrence => ({
  at: milliseconds(at),
  kind: "task",
  what: `at ${at}${node === undefined ? "" : ` on ${node}`}`,
  ...(node !== undefined && { node }),
});

const told = (...occurrences: readonly Occurrence[]): readonly string[] =>
  meanwhile(outage, occurrences).map(({ what }) => what);

test("what happened from 3 s before an outage until 3 s after it belongs to it", () => {
  assert.deepEqual(told(...[1999, 2000, 6000, 10_000, 10_001].map((at) => happened(at))), [
    "at 2000",
    "at 6000",
    "at 10000",
  ]);
});

test("what happened to another node does not", () => {
  assert.deepEqual(told(happened(6000, "node-01"), happened(6000, "node-02")), [
    "at 6000 on node-01",
  ]);
});

test("what happened to a service of a tenant that was not answered does, on every node", () => {
  const elsewhere = (what: string): Occurrence => ({ ...happened(6000, "node-02"), what });
  const lost = elsewhere("bearded_web on node-02 is failed");
  assert.deepEqual(told(lost, elsewhere("shaven_web on node-02 is failed")), [lost.what]);
});

test("what was broken does, on every node", () => {
  const killed: Occurrence = { ...happened(6000, "node-02"), kind: "fault" };
  assert.deepEqual(told(killed), [killed.what]);
});
