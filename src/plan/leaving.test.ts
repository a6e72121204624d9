import assert from "node:assert/strict";
import { test } from "node:test";
import type { Left, SeenTask, Snapshot } from "../model/snapshot.ts";
import type { ServiceSpec } from "../model/spec.ts";
import { id, seconds } from "../model/units.ts";
import { diff } from "./diff.ts";
import { leavingIn, patienceWithLeaving, progressOfLeaving } from "./leaving.ts";
import { unhindered } from "./unhindered.ts";
import { cluster, emptySwarm, seenNode, seenTask, serviceSpec, swarmOf } from "./world.testing.ts";

const left: Left = {
  ...{ name: "old_db", stack: "old", owner: "tuleap", networks: ["old_default"], ports: [] },
  stopGracePeriod: seconds(30),
  mounts: [{ type: "bind", source: "/srv/db", target: "/data", readOnly: false }],
};

const task = (facts: Partial<SeenTask> = {}): SeenTask =>
  seenTask({
    ...{ service: id<"service">("gone"), current: false, desired: "remove", leaves: left },
    ...facts,
  });

const nodes = [seenNode("node-01"), seenNode("node-02", { state: "down" })];
const leaving = (...tasks: SeenTask[]) =>
  leavingIn(cluster({ services: [serviceSpec()] }), { ...emptySwarm, nodes, tasks });

test("a service that is gone is waited for as long as its containers stop, and whose grace it is is told", () => {
  assert.deepEqual(progressOfLeaving(leaving(task(), task({ id: id<"task">("t2") }))), [
    {
      ...{ state: "waiting", service: "old_db" },
      detail: "removed, and still stopping on node-01; its stop_grace_period is 30 s",
    },
  ]);
  assert.equal(patienceWithLeaving(leaving(task())), 60_000);
});

test("its tasks are waited for before the swarm has told them to stop, and until it has struck them off", () => {
  for (const facts of [{ desired: "running" }, { state: "shutdown" }] as const)
    assert.equal(leaving(task(facts)).length, 1);
  assert.deepEqual(leaving(task({ state: "shutdown", desired: "shutdown" })), []);
});

test("of a silent node nothing is known, and nothing waited for", () => {
  assert.deepEqual(leaving(task({ node: id<"node">("id-of-node-02") })), []);
});

test("a service of somebody else, which is gone, is nobody's concern", () => {
  assert.deepEqual(leaving(task({ leaves: { ...left, owner: "others" } })), []);
  const { owner: _, ...unowned } = left;
  assert.deepEqual(leaving(task({ leaves: unowned })), []);
  assert.equal(leaving(task({ leaves: { ...unowned, stack: "bearded" } })).length, 1);
});

const base: Snapshot = swarmOf(cluster());
const held = (service: Partial<ServiceSpec>, seen = base): readonly string[] => {
  const plan = diff(cluster({ services: [serviceSpec(service)] }), seen);
  const part = unhindered(plan, leaving(task()));
  const writes = part.stages.flat().map(({ action, name }) => `${action} ${name}`);
  return [...writes, ...(part === plan ? [] : ["and no more"])];
};
const writing = (source: string): Partial<ServiceSpec> => ({
  mounts: [{ type: "bind", source, target: "/data", readOnly: false }],
});

test("what is made anew under the name or folder of what still stops has to wait", () => {
  assert.deepEqual(held({}), ["create bearded_web"]);
  assert.deepEqual(held({ name: "old_db" }), ["and no more"]);
  for (const folder of ["/srv/db", "/srv/db/data", "/srv"])
    assert.deepEqual(held(writing(folder)), ["and no more"]);
  assert.deepEqual(held(writing("/srv/db2")), ["create bearded_web"]);
});

test("who takes over the folder in place has to wait too, and who has it already has not", () => {
  const seen = (service: Partial<ServiceSpec>) =>
    swarmOf(cluster({ services: [serviceSpec(service)] }));
  assert.deepEqual(held(writing("/srv/db"), seen({})), ["and no more"]);
  assert.deepEqual(held({ ...writing("/srv/db"), user: "1" }, seen(writing("/srv/db"))), [
    "update bearded_web",
  ]);
});

test("a host port of what still stops is not free, and a network that it is on does not go", () => {
  const port = { target: 80, published: 80, protocol: "tcp", mode: "host" } as const;
  const by = leaving(task({ leaves: { ...left, ports: [port] } }));
  const taking = diff(cluster({ services: [serviceSpec({ ports: [port] })] }), base);
  assert.notEqual(unhindered(taking, by), taking);
  const old = cluster({ networks: [{ name: "old_default", driver: "overlay", attachable: true }] });
  assert.deepEqual(unhindered(diff(cluster(), swarmOf(old)), by).stages, []);
});

test("a service that is replaced is first only removed", () => {
  const seen = swarmOf(cluster({ services: [serviceSpec({ mode: { kind: "global" } })] }));
  assert.deepEqual(held({}, seen), ["remove bearded_web", "and no more"]);
});

test("who takes a folder over from a service that goes is written after that one, and waits for it", () => {
  const seen = swarmOf(cluster({ services: [serviceSpec({ ...writing("/srv/x"), name: "db" })] }));
  const plan = diff(cluster({ services: [serviceSpec(writing("/srv/x/data"))] }), seen);
  assert.deepEqual(
    plan.stages.map((stage) => stage.map(({ action, name }) => `${action} ${name}`)),
    [["remove db"], ["create bearded_web"]],
  );
  assert.deepEqual(held(writing("/srv/x/data"), seen), ["remove db", "and no more"]);
});
