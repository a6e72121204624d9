import assert from "node:assert/strict";
import { test } from "node:test";
import { emptySwarm, seenNetwork, seenNode } from "../plan/world.testing.ts";
import { recordingManager, refusal } from "./manager.testing.ts";
import { removeNetwork } from "./write-network.ts";

const network = seenNetwork({ name: "hairy_private", driver: "overlay", attachable: false });

const seen = {
  ...emptySwarm,
  nodes: [seenNode("node-01"), seenNode("node-02", { state: "down" })],
};

const task = (State: string, ID: string = network.id, NodeID = "id-of-node-01") => ({
  ID: "t1",
  NodeID,
  Status: { State },
  NetworksAttachments: [{ Network: { ID } }],
});

test("a network goes once all tasks on it have ended; those of a dead node do not count", async () => {
  const { manager, writes } = recordingManager({
    tasks: [
      ...[task("shutdown"), task("complete"), task("running", "another network")],
      task("running", network.id, "id-of-node-02"),
    ],
  });
  await removeNetwork(network, { manager, seen });
  assert.deepEqual(writes, [{ what: `remove network ${network.id}` }]);
});

test("while a node still stops a task on it, it stays, and why is said", async () => {
  const { manager, writes } = recordingManager({ tasks: [task("running"), task("shutdown")] });
  await assert.rejects(
    removeNetwork(network, { manager, seen }),
    /hairy_private is still in use by 1 task/,
  );
  assert.deepEqual(writes, []);
});

test("one that only a node still knows of counts as removed", async () => {
  const before = () => {
    throw refusal(500, `network ${"psou0x0gyeg8".repeat(2)}2 not found`);
  };
  await removeNetwork(network, { manager: recordingManager({ before }).manager, seen });
});
