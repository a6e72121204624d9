import assert from "node:assert/strict";
import { test } from "node:test";
import { Damage } from "./damage.ts";
import type { Fault } from "./fault.ts";

const faults = () => {
  const happened: string[] = [];
  const fault = (node: string, fails: { inflict?: true; undo?: true } = {}): Fault => {
    const happens = (what: "inflict" | "undo") => async () => {
      happened.push(`${what} ${node}`);
      if (fails[what]) throw new Error(`cannot ${what}`);
    };
    const [inflict, undo] = [happens("inflict"), happens("undo")];
    return { node, done: `${node} is broken`, undone: `${node} is whole`, inflict, undo };
  };
  return { happened, fault };
};

test("what was inflicted last is undone first, and once only", async () => {
  const { happened, fault } = faults();
  const damage = new Damage();
  await damage.inflict(fault("a"));
  await damage.inflict(fault("b"));
  assert.deepEqual(damage.nodes, ["a", "b"]);
  await damage.undo();
  await damage.undo();
  assert.deepEqual(happened, ["inflict a", "inflict b", "undo b", "undo a"]);
  assert.deepEqual(damage.nodes, []);
});

test("a fault that failed half-way is undone too", async () => {
  const { happened, fault } = faults();
  const damage = new Damage();
  await assert.rejects(damage.inflict(fault("a", { inflict: true })), /cannot inflict/);
  await damage.undo();
  assert.deepEqual(happened, ["inflict a", "undo a"]);
});

test("one that cannot be undone does not keep the others, is told, and is still owned", async () => {
  const { happened, fault } = faults();
  const damage = new Damage();
  await damage.inflict(fault("a"));
  await damage.inflict(fault("b", { undo: true }));
  await assert.rejects(damage.undo(), /^SwarmspecError: b is broken, and .*: cannot undo$/);
  assert.deepEqual(happened.slice(2), ["undo b", "undo a"]);
  assert.deepEqual(damage.nodes, ["b"]);
});

test("what is no more need not be put right", async () => {
  const { fault } = faults();
  const damage = new Damage();
  const gone = Object.assign(new Error("no such container"), { statusCode: 404 });
  await damage.inflict({ ...fault("a"), undo: () => Promise.reject(gone) });
  await damage.undo();
  assert.deepEqual(damage.nodes, []);
});

test("only the meant ones are undone", async () => {
  const { happened, fault } = faults();
  const damage = new Damage();
  await damage.inflict(fault("a"));
  await damage.inflict(fault("b"));
  await damage.undo(({ node }) => node === "a");
  assert.deepEqual(happened.slice(2), ["undo a"]);
  assert.deepEqual(damage.nodes, ["b"]);
});
