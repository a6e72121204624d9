import assert from "node:assert/strict";
import { test } from "node:test";
import { NotConverged } from "../model/errors.ts";
import type { SeenNode, Snapshot } from "../model/snapshot.ts";
import { cluster, emptySwarm, seenNode } from "../plan/world.testing.ts";
import { manualClock } from "./clock.testing.ts";
import { nodesReady } from "./nodes-ready.ts";
import { recordingSwarm } from "./swarm.testing.ts";

const spec = cluster({
  nodes: [
    { name: "node-01", role: "manager" },
    { name: "node-02", role: "manager" },
  ],
});

const seeing = (...states: readonly SeenNode["state"][]): Snapshot => ({
  ...emptySwarm,
  nodes: states.map((state, n) => seenNode(`node-0${n + 1}`, { state })),
});

const waited = (...seen: readonly [Snapshot, ...Snapshot[]]): Promise<boolean> =>
  nodesReady(spec, {
    ...{ swarm: recordingSwarm({ seen }), clock: manualClock() },
    signal: new AbortController().signal,
  });

test("nodes that are ready are not waited for", async () => {
  assert.equal(await waited(seeing("ready", "ready")), false);
});

test("a node that is unknown for a while is waited for", async () => {
  assert.equal(await waited(seeing("ready", "unknown"), seeing("ready", "ready")), true);
});

test("a node that joined anew is ready beside what is left of it", async () => {
  const [one, two] = seeing("ready", "ready").nodes;
  assert.ok(one && two);
  const nodes = [one, { ...two, state: "down" as const }, two];
  assert.equal(await waited({ ...emptySwarm, nodes }), false);
});

test("a node that stays away is named with its state", async () => {
  await assert.rejects(waited(seeing("ready", "down")), (error) => {
    assert.ok(error instanceof NotConverged);
    assert.equal(error.message, "after 120 s node-02 is down");
    return true;
  });
  await assert.rejects(waited(seeing("ready")), /node-02 is not in the swarm/);
});
