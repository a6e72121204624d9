import assert from "node:assert/strict";
import { test } from "node:test";
import { NoLeader, Unreachable } from "../model/errors.ts";
import { leaderless, type Word } from "./leaderless.ts";

const nodes = [1, 2, 3].map((n) => ({
  name: `node-0${n}`,
  container: `c${n}`,
  public: `172.31.4.1${n}`,
  private: `172.31.5.1${n}`,
}));
const cluster = { name: "tuleap", nodes };
const managers = nodes.map((node) => `${node.private}:2377`);
const manager = (node: string): Word => ({ node, managers });

test("without a quorum one line says who answers, how many are needed, and what to do", () => {
  const { error, mayElect } = leaderless(cluster, [manager("node-01")]);
  assert.ok(error instanceof NoLeader);
  assert.equal(
    error.message,
    'the swarm "tuleap" has no leader: of its 3 managers only node-01 answers and 2 are needed; swarmspec up starts node-02 and node-03 again',
  );
  assert.equal(error.hint, undefined);
  assert.equal(mayElect, false);
});

test("a majority that answers may yet choose a leader", () => {
  const { error, mayElect } = leaderless(cluster, [manager("node-01"), manager("node-03")]);
  assert.equal(
    error.message,
    'the swarm "tuleap" has no leader: 2 of its 3 managers answer, and have not chosen one',
  );
  assert.equal(mayElect, true);
});

test("half of the managers are no majority", () => {
  const two = managers.slice(0, 2);
  const { error, mayElect } = leaderless(cluster, [{ ...manager("node-01"), managers: two }]);
  assert.match(error.message, /of its 2 managers only node-01 answers and 2 are needed/);
  assert.equal(mayElect, false);
});

test("workers that answer make no quorum, and where nobody manages, no manager answers", () => {
  const { error, mayElect } = leaderless(cluster, [
    { node: "node-01", managers: managers.slice(1) },
  ]);
  assert.ok(error instanceof Unreachable);
  assert.match(error.message, /no manager of the swarm "tuleap" answers/);
  assert.equal(mayElect, false);
});

test("a manager that is no node of ours is told by its address", () => {
  const words = [{ ...manager("node-01"), managers: [...managers, "10.0.0.9:2377"] }];
  assert.match(
    leaderless(cluster, words).error.message,
    /starts 10\.0\.0\.9, node-02, and node-03/,
  );
});
