import assert from "node:assert/strict";
import { test } from "node:test";
import type Docker from "dockerode";
import { drainNode } from "./drain-node.ts";

/** A manager of one node, which may take a write in and still answer with an error. */
const manager = (name: string, { losesAnswers = false } = {}) => {
  const node = { Availability: "active" };
  const engine = {
    listNodes: async () =>
      node.Availability === "" ? [] : [{ ID: "1", Description: { Hostname: name }, Spec: node }],
    getNode: () => ({
      inspect: async () => ({ Spec: node, Version: { Index: 1 } }),
      update: async ({ _body }: { _body: typeof node }) => {
        node.Availability = _body.Availability;
        if (losesAnswers) throw new Error("the leader is lost");
      },
    }),
  };
  return { node, ask: async () => engine as unknown as Docker };
};

test("a drained node is what it was before once that is undone", async () => {
  for (const before of ["active", "pause"]) {
    const { node, ask } = manager("node-01");
    node.Availability = before;
    const fault = drainNode(ask, "node-01");
    await fault.inflict();
    assert.equal(node.Availability, "drain");
    await fault.undo();
    assert.equal(node.Availability, before);
  }
});

test("a drain whose answer was lost is undone too", async () => {
  const { node, ask } = manager("node-01", { losesAnswers: true });
  const fault = drainNode(ask, "node-01");
  await assert.rejects(fault.inflict(), /leader is lost/);
  assert.equal(node.Availability, "drain");
  await assert.rejects(fault.undo(), /leader is lost/);
  assert.equal(node.Availability, "active");
});

test("of a node that has left nothing has to be undone", async () => {
  const { node, ask } = manager("node-01");
  const fault = drainNode(ask, "node-01");
  await fault.inflict();
  node.Availability = "";
  await fault.undo();
  assert.equal(node.Availability, "");
});
