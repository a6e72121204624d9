import assert from "node:assert/strict";
import { test } from "node:test";
import { isJudgeable, satisfies } from "./constraint.ts";
import { seenNode } from "./world.testing.ts";

const manager = seenNode("node-01", { labels: { zone: "North", Disk: "ssd" } });

const table: readonly [string, boolean][] = [
  ["node.role==manager", true],
  ["node.role != manager", false],
  ["Node.Role == MANAGER", true],
  ["node.hostname==node-02", false],
  ["node.hostname!=node-02", true],
  ["node.id==id-of-node-01", true],
  ["node.labels.zone==north", true],
  ["Node.Labels.zone != north", false],
  ["node.labels.disk==ssd", false],
  ["node.labels.disk!=ssd", true],
  ["engine.labels.disk==ssd", true],
];

for (const [constraint, expected] of table)
  test(`node-01, a manager, ${expected ? "may satisfy" : "does not satisfy"} ${constraint}`, () =>
    assert.equal(satisfies(manager, [constraint]), expected));

test("engines' labels and platforms cannot be judged from a snapshot", () => {
  assert.equal(isJudgeable("node.role==worker"), true);
  assert.equal(isJudgeable("node.labels.disk==ssd"), true);
  assert.equal(isJudgeable("engine.labels.disk==ssd"), false);
  assert.equal(isJudgeable("node.platform.os==linux"), false);
});

test("every constraint has to hold", () => {
  assert.equal(satisfies(manager, ["node.role==manager", "node.hostname==node-02"]), false);
  assert.equal(satisfies(manager, []), true);
});
