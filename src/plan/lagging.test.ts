import assert from "node:assert/strict";
import { test } from "node:test";
import type { SeenTask, Snapshot, UpdateState } from "../model/snapshot.ts";
import type { ServiceSpec } from "../model/spec.ts";
import { id } from "../model/units.ts";
import { changesOf, diff } from "./diff.ts";
import { laggingIn } from "./lagging.ts";
import {
  cluster,
  emptySwarm,
  seenNode,
  seenService,
  seenTask,
  serviceSpec,
} from "./world.testing.ts";

const web = serviceSpec({ mode: { kind: "replicated", replicas: 2 } });
const service = seenService(web);
const tasks = (...slots: number[]) =>
  slots.map((slot, n) => seenTask({ id: id<"task">(`t${n}`), service: service.id, slot }));

const swarm = (facts: Partial<Snapshot>, spec: ServiceSpec = web): Snapshot => ({
  ...emptySwarm,
  nodes: [seenNode("node-01")],
  services: [seenService(spec)],
  ...facts,
});

const lagging = (facts: Partial<Snapshot>, spec: ServiceSpec = web): string[] =>
  laggingIn(cluster({ services: [spec] }), swarm(facts, spec)).map(({ reason }) => reason);

const tooMany = ["the swarm keeps more tasks of it than it is to"];
const tooOld = ["the swarm keeps tasks of a former spec of it on node-01"];

test("a slot more than a service is to have is one too many", () => {
  assert.deepEqual(lagging({ tasks: tasks(1, 2, 3) }), tooMany);
  assert.deepEqual(lagging({ tasks: tasks(1, 2) }), []);
});

test("two tasks of one slot, and tasks that are to end, are none too many", () => {
  assert.deepEqual(lagging({ tasks: tasks(1, 2, 2) }), []);
  const [one, two, ending] = tasks(1, 2, 3) as [SeenTask, SeenTask, SeenTask];
  assert.deepEqual(lagging({ tasks: [one, two, { ...ending, desired: "remove" }] }), []);
});

test("while a service is updated it may have more, and old ones", () => {
  const updating = seenService(web, { update: { state: "updating", message: "" } });
  assert.deepEqual(lagging({ services: [updating], tasks: tasks(1, 2, 3) }), []);
  const [one, two] = tasks(1, 2) as [SeenTask, SeenTask];
  assert.deepEqual(lagging({ services: [updating], tasks: [one, { ...two, current: false }] }), []);
});

test("a task of a former spec that is meant to run on is too old", () => {
  const [one, two] = tasks(1, 2) as [SeenTask, SeenTask];
  assert.deepEqual(lagging({ tasks: [one, { ...two, current: false }] }), tooOld);
  assert.deepEqual(lagging({ tasks: [one, { ...two, current: false, desired: "shutdown" }] }), []);
});

test("while tasks of it stop or are about to start, the swarm is at work", () => {
  const [one, two, three] = tasks(1, 2, 2) as [SeenTask, SeenTask, SeenTask];
  const old = { ...one, current: false };
  assert.deepEqual(lagging({ tasks: [old, two, { ...three, desired: "shutdown" }] }), []);
  assert.deepEqual(lagging({ tasks: [old, { ...two, desired: "ready" }] }), []);
});

test("a task of a former spec on a node that is silent, or paused, is nobody's to replace", () => {
  const [one, two] = tasks(1, 2) as [SeenTask, SeenTask];
  const old = { tasks: [one, { ...two, current: false }] };
  for (const node of [{ state: "down" }, { availability: "pause" }] as const)
    assert.deepEqual(lagging({ ...old, nodes: [seenNode("node-01", node)] }), []);
});

test("a job is never written because of its tasks: it would run again", () => {
  const job = serviceSpec({ mode: { kind: "replicated-job", completions: 1, concurrency: 1 } });
  const old = seenTask({ current: false, desired: "running" });
  assert.deepEqual(lagging({ tasks: [old] }, job), []);
});

const reasons = (update: UpdateState | undefined, facts: Partial<Snapshot> = {}): string[] =>
  changesOf(
    diff(
      cluster({ nodes: [{ name: "node-01", role: "manager" }], services: [web] }),
      swarm({
        tasks: tasks(1, 2),
        services: [seenService(web, update && { update: { state: update, message: "words" } })],
        ...facts,
      }),
    ),
  ).map(({ action, name, reason, fields }) => `${action} ${name} ${fields.length}: ${reason}`);

const written = (why: string) => [
  `update bearded_web 0: ${why}, so it is written once more as it is`,
];

test("an update that was paused or rolled back is in the plan, though the spec is as declared", () => {
  assert.deepEqual(reasons("paused"), written("its update is paused (words)"));
  assert.deepEqual(reasons("rollback_paused"), written("its rollback is paused (words)"));
  assert.deepEqual(
    reasons("rollback_completed"),
    written("its last update was rolled back (words)"),
  );
});

test("an update that is done, or under way, is no change", () => {
  for (const state of [undefined, "updating", "completed", "rollback_started"] as const)
    assert.deepEqual(reasons(state), []);
});

test("tasks that are too many or of a former spec are in the plan", () => {
  const [one, two] = tasks(1, 2) as [SeenTask, SeenTask];
  const old = { tasks: [one, { ...two, current: false }] };
  assert.deepEqual(reasons("completed", old), written(String(tooOld)));
  assert.deepEqual(reasons(undefined, { tasks: tasks(1, 2, 3) }), written(String(tooMany)));
});
