import assert from "node:assert/strict";
import { test } from "node:test";
import type { Snapshot } from "../model/snapshot.ts";
import { id } from "../model/units.ts";
import { emptySwarm, seenNode, seenService, seenTask, serviceSpec } from "../plan/world.testing.ts";
import { occurrencesBetween } from "./occurrences.ts";

const web = seenService(serviceSpec());
const swarm: Snapshot = {
  ...emptySwarm,
  nodes: [seenNode("node-01", { leader: true }), seenNode("node-02")],
  services: [web],
  tasks: [seenTask()],
};

const told = (after: Partial<Snapshot>, before = swarm): readonly string[] =>
  occurrencesBetween(before, { ...swarm, ...after }).map(({ what }) => what);

test("a swarm that stays as it is has no occurrences", () => {
  assert.deepEqual(told({}), []);
});

test("nodes come, go, die, return and change", () => {
  const [first] = swarm.nodes;
  const nodes = (...others: ReturnType<typeof seenNode>[]) => ({
    nodes: [...[first].filter((one) => one !== undefined), ...others],
  });
  assert.deepEqual(told(nodes()), ["node-02 is no longer in the swarm"]);
  assert.deepEqual(told(nodes(seenNode("node-02", { state: "down" }))), ["node-02 is down"]);
  assert.deepEqual(told(nodes(seenNode("node-02", { availability: "drain" }))), [
    "node-02 is drained",
  ]);
  assert.deepEqual(told(nodes(seenNode("node-02"), seenNode("node-03", { role: "worker" }))), [
    "node-03 joins as a worker",
  ]);
});

test("a new leader is told, and its loss is not taken for one", () => {
  const led = (by: string) => ({
    nodes: swarm.nodes.map((node) => ({ ...node, leader: node.name === by })),
  });
  assert.deepEqual(told(led("node-02")), ["node-02 is the leader"]);
  assert.deepEqual(told(led("nobody")), []);
});

test("an update is told by its state, and why it did not go well", () => {
  const update = (state: "updating" | "paused" | "completed", message: string) => ({
    services: [{ ...web, update: { state, message } }],
  });
  assert.deepEqual(told(update("completed", "update completed")), [
    "the update of bearded_web is completed",
  ]);
  assert.deepEqual(told(update("paused", "task failed")), [
    "the update of bearded_web is paused: task failed",
  ]);
});

test("a task is told when it runs and when it ends, with node, error and the swarm's own time", () => {
  const failed = seenTask({ state: "failed", error: "exit 3" });
  const [one] = occurrencesBetween(swarm, { ...swarm, tasks: [failed] });
  assert.deepEqual(one, {
    ...{ kind: "task", what: "bearded_web on node-01 is failed: exit 3", node: "node-01" },
    when: failed.at,
  });
  const starting = seenTask({ id: id<"task">("t2"), state: "starting" });
  assert.deepEqual(told({ tasks: [...swarm.tasks, starting] }), []);
});

test("what looks like a secret in a task's error or an update's message is not told", () => {
  const failed = seenTask({ state: "failed", error: "exec: web --token hush: not found" });
  const paused = { state: "paused" as const, message: "mysql://web:hush@db does not answer" };
  const [ofTask, ofUpdate] = [
    told({ tasks: [failed] }),
    told({ services: [{ ...web, update: paused }] }),
  ];
  assert.match(ofTask.join(), /web --token \(hidden\) not found/);
  assert.match(ofUpdate.join(), /mysql:\/\/web:\(hidden\)@db does not answer/);
});
