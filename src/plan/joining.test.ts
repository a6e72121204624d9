import assert from "node:assert/strict";
import { test } from "node:test";
import type { SeenNode, SeenTask, Snapshot } from "../model/snapshot.ts";
import type { ServiceSpec } from "../model/spec.ts";
import { diff } from "./diff.ts";
import { joinableNow } from "./joining.ts";
import {
  cluster,
  emptySwarm,
  seenNode,
  seenService,
  seenTask,
  serviceSpec,
} from "./world.testing.ts";

const nodes = [seenNode("node-01"), seenNode("node-02")];

const on = (name: string, networks: readonly string[], facts: Partial<ServiceSpec> = {}) =>
  serviceSpec({ name, networks: networks.map((network) => ({ network, aliases: [] })), ...facts });

const proxy = on("proxy", ["shared"], { mode: { kind: "global" } });
const [web, db] = [on("a_web", ["shared", "a"]), on("a_db", ["a"])];
const [otherWeb, otherDb] = [on("b_web", ["shared", "b"]), on("b_db", ["b"])];
const reset = on("a_reset", ["a"], { mode: { kind: "replicated", replicas: 0 } });
const all = [web, db, otherWeb, otherDb, reset, proxy];

const task = (spec: ServiceSpec, node: SeenNode, state: SeenTask["state"] = "running"): SeenTask =>
  seenTask({ service: seenService(spec).id, node: node.id, state });

const onEvery = (spec: ServiceSpec, state?: SeenTask["state"]): readonly SeenTask[] =>
  nodes.map((node) => task(spec, node, state));

const swarm = (there: readonly ServiceSpec[], ...tasks: readonly SeenTask[]): Snapshot => ({
  ...{ ...emptySwarm, nodes, tasks },
  services: there.map((spec) => seenService(spec)),
});

const written = (seen: Snapshot, services: readonly ServiceSpec[] = all): readonly string[] =>
  joinableNow(diff(cluster({ services }), seen), seen)
    .stages.flat()
    .map(({ name }) => name)
    .toSorted();

test("what brings a network to every node comes first, with what has no task to start", () => {
  assert.deepEqual(written(swarm([])), ["a_reset", "proxy"]);
});

test("then come the services of one more network, all of them at once", () => {
  const there = swarm([proxy, reset], ...onEvery(proxy));
  assert.deepEqual(written(there), ["a_db", "a_web"]);
  const next = [proxy, db, web].flatMap((spec) => onEvery(spec));
  assert.deepEqual(written(swarm([proxy, reset, db, web], ...next)), ["b_db", "b_web"]);
});

test("and the next when the tasks before have joined", () => {
  for (const state of ["new", "pending", "assigned", "accepted", "preparing"] as const)
    assert.deepEqual(written(swarm([proxy, reset], ...onEvery(proxy, state))), [], state);
  for (const state of ["ready", "starting", "running"] as const)
    assert.notDeepEqual(written(swarm([proxy, reset], ...onEvery(proxy, state))), [], state);
});

test("a service that was written just now and has no task yet is waited for", () => {
  assert.deepEqual(written(swarm([proxy, reset])), []);
});

test("who has networks that are on every node waits for nobody", () => {
  const coming = swarm([proxy, web, db], ...onEvery(proxy), ...onEvery(web, "preparing"));
  const another = on("another", ["shared"]);
  assert.deepEqual(written(coming, [proxy, web, db, another, otherDb, otherWeb]), ["another"]);
});

test("what comes after a write that has to wait is not written before it", () => {
  const old = seenService(on("old", ["shared"]));
  const seen = swarm([proxy], ...onEvery(proxy, "preparing"));
  const plan = diff(cluster({ services: all }), { ...seen, services: [...seen.services, old] });
  assert.ok(plan.stages.flat().some(({ action }) => action === "remove"));
  const now = joinableNow(plan, seen).stages.flat();
  assert.deepEqual(
    now.map(({ action, name }) => `${action} ${name}`),
    ["create a_reset"],
  );
});

test("a swarm of one node has nobody to wait for, nor has a single service", () => {
  assert.equal(written({ ...swarm([]), nodes: nodes.slice(0, 1) }).length, all.length);
  assert.deepEqual(written(swarm([]), [web]), ["a_web"]);
});

test("whatever is on its way, each write goes on where the last has joined, until nothing is left", () => {
  let there: readonly ServiceSpec[] = [];
  const order: (readonly string[])[] = [];
  while (there.length < all.length) {
    const started = there.filter((spec) => spec !== reset);
    const names = written(swarm(there, ...started.flatMap((spec) => onEvery(spec))));
    assert.notDeepEqual(names, []);
    order.push(names);
    there = [...there, ...all.filter(({ name }) => names.includes(name))];
  }
  assert.deepEqual(order, [
    ["a_reset", "proxy"],
    ["a_db", "a_web"],
    ["b_db", "b_web"],
  ]);
});
