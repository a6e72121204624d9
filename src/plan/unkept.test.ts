import assert from "node:assert/strict";
import { test } from "node:test";
import type { SeenTask, Snapshot } from "../model/snapshot.ts";
import { id } from "../model/units.ts";
import { unkept } from "./unkept.ts";
import { cluster, seenService, seenTask, serviceSpec, swarmOf } from "./world.testing.ts";

const web = serviceSpec();
const spec = cluster({ nodes: [{ name: "node-01", role: "manager" }], services: [web] });
const kept: Snapshot = { ...swarmOf(spec), tasks: [seenTask()] };
const alsoWith = (...tasks: Partial<SeenTask>[]): Snapshot => ({
  ...kept,
  tasks: [...kept.tasks, ...tasks.map((one) => seenTask({ id: id<"task">("t2"), ...one }))],
});

test("of a swarm that is as its spec says all holds", () => {
  assert.deepEqual(unkept(spec, kept), []);
  assert.deepEqual(unkept(spec, alsoWith({ state: "shutdown", desired: "shutdown" })), []);
});

const gone = {
  ...{ name: "old_db", stack: "bearded", mounts: [], ports: [], networks: [] },
};
const paused = seenService(web, { update: { state: "paused", message: "words" } });

const offences: readonly [string, Snapshot, RegExp][] = [
  ["a change that is left to do", { ...kept, services: [] }, /^the plan is not empty: create/],
  [
    "a task on its way out",
    alsoWith({ desired: "remove", state: "running", current: false }),
    /^bearded_web: its task t2 is to be removed, and is running$/,
  ],
  [
    "a container of a service that is gone",
    alsoWith({ service: id<"service">("gone"), desired: "remove", leaves: gone }),
    /^old_db is gone, and has tasks on node-01$/,
  ],
  ["a paused update", { ...kept, services: [paused] }, /^bearded_web: its update is paused/],
  [
    "a task of a former spec",
    { ...kept, tasks: [seenTask({ current: false })] },
    /^bearded_web: the swarm keeps tasks of a former spec of it on node-01$/,
  ],
];

for (const [what, seen, said] of offences)
  test(`${what} is told`, () => {
    const told = unkept(spec, seen);
    assert.ok(
      told.some((line) => said.test(line)),
      told.join("\n"),
    );
  });
