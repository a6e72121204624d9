import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import type { Change, Plan } from "../model/change.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { FileSpec, NetworkSpec } from "../model/spec.ts";
import { id } from "../model/units.ts";
import { diff } from "../plan/diff.ts";
import {
  cluster,
  emptySwarm,
  seenNode,
  seenService,
  serviceSpec,
  swarmOf,
} from "../plan/world.testing.ts";
import { apply, OutOfSequence } from "./apply.ts";
import { type Call, recordingManager, refusal } from "./manager.testing.ts";
import type { WireServiceSpec } from "./wire-types.ts";

const network: NetworkSpec = { name: "tuleap", driver: "overlay", attachable: true };
const config: FileSpec = { name: "haproxy_1", stack: "proxy", content: Buffer.from("global") };
const secret: FileSpec = { name: "tls_1", stack: "proxy", content: Buffer.from("key") };
const web = serviceSpec({
  networks: [{ network: network.name, aliases: ["web"] }],
  configs: [{ name: config.name, target: "/haproxy.cfg", uid: "0", gid: "0", mode: 0o444 }],
  secrets: [{ name: secret.name, target: "/tls.pem", uid: "0", gid: "0", mode: 0o400 }],
});
const whole = cluster({
  networks: [network],
  configs: [config],
  secrets: [secret],
  services: [web],
});

type Behaviour = Parameters<typeof recordingManager>[0];

const applying = async (plan: Plan, seen: Snapshot, behaviour: Behaviour = {}) => {
  const { manager, writes } = recordingManager(behaviour);
  await apply(plan, { manager, cluster: "tuleap", seen });
  return writes;
};

const bodyOf = <Body>(call: Call | undefined): Body => call?.body as Body;

const planOf = (...stages: Change[][]): Plan => ({ stages });

const removal = (name: string): Change => ({
  action: "remove",
  kind: "network",
  name,
  seen: {
    ...{ id: id<"network">(name), name, driver: "overlay", attachable: false, internal: false },
    ...{ options: {}, ipam: { subnets: [] }, labels: {}, owner: "tuleap" },
  },
  reason: "no longer declared",
  fields: [],
});

test("all that is made carries the cluster's label, and files their stack's and content", async () => {
  const writes = await applying(diff(whole, emptySwarm), emptySwarm);
  const labels = { "swarmspec.cluster": "tuleap", "com.docker.stack.namespace": "proxy" };
  assert.deepEqual(writes.slice(0, 3), [
    {
      what: "create network",
      body: {
        Name: "tuleap",
        Driver: "overlay",
        Attachable: true,
        CheckDuplicate: true,
        Labels: { "swarmspec.cluster": "tuleap" },
      },
    },
    { what: "create config", body: { Name: "haproxy_1", Labels: labels, Data: "Z2xvYmFs" } },
    { what: "create secret", body: { Name: "tls_1", Labels: labels, Data: "a2V5" } },
  ]);
});

test("a service refers to the ids of what an earlier stage made", async () => {
  const writes = await applying(diff(whole, emptySwarm), emptySwarm);
  const { TaskTemplate } = bodyOf<WireServiceSpec>(writes.at(-1));
  assert.deepEqual(
    [
      TaskTemplate?.Networks?.map(({ Target }) => Target),
      TaskTemplate?.ContainerSpec?.Configs?.map(({ ConfigID }) => ConfigID),
      TaskTemplate?.ContainerSpec?.Secrets?.map(({ SecretID }) => SecretID),
    ],
    [["id of tuleap"], ["id of haproxy_1"], ["id of tls_1"]],
  );
});

test("a network that is made anew is referred to by its new id", async () => {
  const seen = swarmOf({ ...whole, networks: [{ ...network, attachable: false }] });
  const writes = await applying(diff(whole, seen), seen);
  assert.deepEqual(
    writes.map(({ what }) => what),
    [
      "remove service id-of-bearded_web",
      "remove network id-of-tuleap",
      "create network",
      "create service",
    ],
  );
  const { TaskTemplate } = bodyOf<WireServiceSpec>(writes.at(-1));
  assert.equal(TaskTemplate?.Networks?.[0]?.Target, "id of tuleap");
});

test("a stage begins when the one before has ended, and its own changes are written side by side", async () => {
  const [underWay, story]: [Set<string>, string[][]] = [new Set(), []];
  const before = async (what: string) => {
    underWay.add(what);
    await setImmediate();
    story.push([...underWay]);
    await setImmediate();
    underWay.delete(what);
  };
  await applying(planOf([removal("a"), removal("b")], [removal("c")]), emptySwarm, { before });
  const [a, b, c] = ["remove network a", "remove network b", "remove network c"];
  assert.deepEqual(story, [[a, b], [a, b], [c]]);
});

const stale = seenService({ ...web, image: "registry:5000/web:0@sha256:abc" }, { version: 7 });
const staleSwarm: Snapshot = { ...swarmOf(whole), services: [stale] };

test("an update names the version that was planned from, keeps the registry's credentials and forced restarts", async () => {
  const there = {
    [stale.id]: { ID: stale.id, Version: { Index: 8 }, Spec: { TaskTemplate: { ForceUpdate: 3 } } },
  };
  const [update] = await applying(diff(whole, staleSwarm), staleSwarm, { there });
  const { _query, _body } = bodyOf<{ _query: unknown; _body: WireServiceSpec }>(update);
  assert.equal(update?.what, "update service id-of-bearded_web");
  assert.deepEqual(_query, { version: 7, registryAuthFrom: "spec" });
  assert.equal(_body.TaskTemplate?.ForceUpdate, 3);
  assert.equal(_body.TaskTemplate?.ContainerSpec?.Image, web.image);
});

test("a node keeps what its spec says otherwise when its role changes", async () => {
  const spec = cluster({ nodes: [{ name: "node-01", role: "manager" }] });
  const node = seenNode("node-01", { role: "worker", version: 4 });
  const there = { [node.id]: { Spec: { Role: "worker", Labels: { disk: "ssd" } } } };
  const seen = { ...emptySwarm, nodes: [node] };
  assert.deepEqual(await applying(diff(spec, seen), seen, { there }), [
    {
      what: "update node id-of-node-01",
      body: {
        _query: { version: 4 },
        _body: { Role: "manager", Availability: "active", Labels: { disk: "ssd" } },
      },
    },
  ]);
});

test("a node that is not in the swarm is not invented", async () => {
  const spec = cluster({ nodes: [{ name: "node-09", role: "worker" }] });
  await assert.rejects(applying(diff(spec, emptySwarm), emptySwarm), {
    message: "node-09 is not in the swarm",
    hint: "swarmspec up makes missing nodes and lets them join",
  });
});

const refusing = (statusCode: number, words: string, only = /./): Behaviour => ({
  before: (what) => {
    if (only.test(what)) throw refusal(statusCode, words);
  },
});

test("what is gone already counts as removed", async () => {
  const seen = swarmOf(whole);
  const writes = await applying(
    diff(cluster(), seen),
    seen,
    refusing(404, "no such thing", /remove/),
  );
  assert.equal(writes.length, 4);
});

const passing: [number, string][] = [
  [500, "rpc error: code = Unknown desc = update out of sequence"],
  [
    409,
    "rpc error: code = AlreadyExists desc = name conflicts: service bearded_web already exists",
  ],
  [409, "network with name tuleap already exists"],
  [404, "no such service - service id-of-bearded_web not found"],
  [400, "rpc error: code = FailedPrecondition desc = network n1 is in use by service s1"],
];

for (const [status, words] of passing)
  test(`"${words}" asks for another look`, () =>
    assert.rejects(
      applying(diff(whole, staleSwarm), staleSwarm, refusing(status, words)),
      (error) =>
        error instanceof OutOfSequence &&
        error.message.startsWith("service bearded_web could not be written yet: ") &&
        String(error.cause).includes(words),
    ));

const lasting: [number, string][] = [
  [400, "rpc error: desc = port '80' is already in use by service 'x' (s9) as an ingress port"],
  [503, "This node is not a swarm manager."],
];

for (const [status, words] of lasting)
  test(`"${words}" is told as it is`, () =>
    assert.rejects(
      applying(diff(whole, staleSwarm), staleSwarm, refusing(status, words)),
      (error) => !(error instanceof OutOfSequence) && String(error).includes(words),
    ));

test("a stage that fails ends with all of its writes, and the next one does not begin", async () => {
  const ended: string[] = [];
  const before = async (what: string) => {
    if (what.endsWith(" a")) throw refusal(500, "update out of sequence");
    await setImmediate();
    ended.push(what);
    if (what.endsWith(" c")) throw refusal(500, "no leader");
  };
  const plan = planOf([removal("a"), removal("b"), removal("c")], [removal("d")]);
  await assert.rejects(applying(plan, emptySwarm, { before }), /no leader/);
  assert.deepEqual(ended, ["remove network b", "remove network c"]);
});

test("a port that the plan has just taken from a service asks for another look", () =>
  assert.rejects(
    applying(
      diff(whole, staleSwarm),
      staleSwarm,
      refusing(400, "port '80' is already in use by service 'bearded_web' (s9) as an ingress port"),
    ),
    OutOfSequence,
  ));

const volume: Change = { action: "replace", kind: "volume", name: "media", reason: "", fields: [] };

test("nothing is stopped for a volume whose nodes are not known, or not there", async () => {
  const { manager, writes } = recordingManager();
  const plan = planOf([removal("a")], [volume]);
  const writing = { manager, cluster: "tuleap", seen: emptySwarm };
  await assert.rejects(apply(plan, writing), {
    name: "NotConverged",
    message: "volume media has to be removed on every node, and none is known here",
  });
  const ping = () => Promise.reject(new Error("connect ECONNREFUSED"));
  const silent = { ping } as unknown as typeof manager;
  await assert.rejects(apply(plan, { ...writing, nodes: async () => [silent] }), {
    name: "Unreachable",
    message:
      "volume media has to be removed on every node, and not all answer: connect ECONNREFUSED",
  });
  assert.deepEqual(writes, []);
});

test("a node is written with its labels and availability, where the feature says them", async () => {
  const spec = cluster({
    nodes: [{ name: "node-01", role: "worker", availability: "pause", labels: { zone: "a" } }],
  });
  const node = seenNode("node-01", { role: "worker" });
  const there = { [node.id]: { Spec: { Role: "worker", Labels: { disk: "ssd" } } } };
  const seen = { ...emptySwarm, nodes: [node] };
  const [call] = await applying(diff(spec, seen), seen, { there });
  assert.deepEqual(bodyOf<{ _body: unknown }>(call)._body, {
    ...{ Role: "worker", Availability: "pause", Labels: { zone: "a" } },
  });
});

test("a service that is only written once more is sent back as it was read", async () => {
  const spec = cluster({ services: [serviceSpec()] });
  const [service] = swarmOf(spec).services;
  const paused = { ...service, update: { state: "paused", message: "" } } as const;
  const seen = { ...emptySwarm, services: [paused] } as Snapshot;
  const Spec = { Name: "bearded_web", Labels: { b: "2", a: "1" } };
  const writes = await applying(diff(spec, seen), seen, { there: { [paused.id ?? ""]: { Spec } } });
  assert.deepEqual(writes, [
    {
      what: `update service ${paused.id}`,
      body: { _query: { version: 1, registryAuthFrom: "spec" }, _body: Spec },
    },
  ]);
});
