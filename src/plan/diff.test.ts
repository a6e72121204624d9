import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Change } from "../model/change.ts";
import { BadInput } from "../model/errors.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { ClusterSpec, ServiceSpec } from "../model/spec.ts";
import { id, seconds } from "../model/units.ts";
import { applied } from "./applied.testing.ts";
import { anyCluster, service, serviceFields } from "./arbitrary.testing.ts";
import { changesOf, diff } from "./diff.ts";
import {
  cluster,
  emptySwarm,
  seenNode,
  seenService,
  serviceSpec,
  swarmOf,
} from "./world.testing.ts";

const lines = (spec: ClusterSpec, seen: Snapshot): string[] =>
  changesOf(diff(spec, seen)).map(line);

const line = ({ action, kind, name, reason }: Change): string =>
  `${action} ${kind} ${name}: ${reason}`;

test("a cluster that is what its spec says has an empty plan", () => {
  fc.assert(
    fc.property(anyCluster, (spec) => assert.deepEqual(diff(spec, swarmOf(spec)), { stages: [] })),
  );
});

test("whatever was there, applying a plan leaves nothing to do", () => {
  fc.assert(
    fc.property(anyCluster, anyCluster, (before, wanted) => {
      const seen = swarmOf(before);
      assert.deepEqual(lines(wanted, applied(diff(wanted, seen), seen, wanted.name)), []);
    }),
  );
});

/** For every field a value that the plainest service does not have. */
const others: Omit<Required<ServiceSpec>, "name"> = {
  stack: "shaven",
  image: "web:2",
  entrypoint: ["sh"],
  command: ["-c"],
  environment: ["TENANT=shaven"],
  hostname: "web",
  user: "www",
  workingDir: "/srv",
  stopGracePeriod: seconds(1),
  stopSignal: "SIGUSR1",
  healthcheck: { test: ["NONE"] },
  mounts: [{ type: "volume", source: "data", target: "/data", readOnly: false }],
  networks: [{ network: "tuleap", aliases: [] }],
  configs: [{ name: "map-1", target: "/map", uid: "0", gid: "0", mode: 0o444 }],
  secrets: [{ name: "key-1", target: "key", uid: "0", gid: "0", mode: 0o400 }],
  ports: [{ target: 80, published: 80, protocol: "tcp", mode: "host" }],
  mode: { kind: "replicated", replicas: 2 },
  constraints: ["node.role==worker"],
  update: { order: "start-first" },
  restart: { condition: "on-failure" },
  labels: { tier: "web" },
};

for (const [field, value] of Object.entries(others)) {
  const reason = new RegExp(`^${field === "mode" ? "replicas" : field} differs?$`);
  test(`a service whose ${field} differs gets one update, for that reason`, () => {
    const wanted = cluster({ services: [serviceSpec({ [field]: value })] });
    const changes = changesOf(diff(wanted, swarmOf(cluster({ services: [serviceSpec()] }))));
    assert.equal(changes.length, 1);
    assert.equal(changes[0]?.action, "update");
    assert.match(changes[0]?.reason ?? "", reason);
  });
}

test("any service with one field changed gets at most one write, which names the field", () => {
  const changed = fc
    .constantFrom(...fieldNames)
    .chain((field) => serviceFields[field].map((value) => ({ field, value })));
  fc.assert(
    fc.property(service, changed, (spec, { field, value }) => {
      const wanted = cluster({ services: [{ ...spec, [field]: value }] });
      const changes = changesOf(diff(wanted, swarmOf(cluster({ services: [spec] }))));
      assert.ok(changes.length <= 1);
      for (const { reason } of changes)
        assert.match(reason, new RegExp(field === "mode" ? "^(mode|replicas) " : `^${field} `));
    }),
  );
});

const fieldNames = Object.keys(others) as (keyof typeof others)[];

test("nothing that others own is ever named, written or removed", () => {
  fc.assert(
    fc.property(anyCluster, anyCluster, fc.constantFrom(undefined, "other"), (a, b, owner) => {
      const foreign = renamed(swarmOf(b), owner);
      const plan = diff(a, foreign);
      const named = changesOf(plan).flatMap((change) => ("seen" in change ? [change.seen.id] : []));
      assert.deepEqual(named, []);
    }),
  );
});

/** Somebody else's swarm: none of its objects has a name that a spec could want. */
const renamed = (seen: Snapshot, owner: string | undefined): Snapshot => {
  const another = <Thing extends { name: string; owner?: string }>({
    owner: _,
    ...thing
  }: Thing) => ({ ...thing, name: `x-${thing.name}`, ...(owner === undefined ? {} : { owner }) });
  return {
    ...emptySwarm,
    networks: seen.networks.map(another),
    configs: seen.configs.map(another),
    secrets: seen.secrets.map(another),
    services: seen.services.map(({ owner: _, ...each }) => ({
      ...each,
      spec: { ...each.spec, name: `x-${each.spec.name}` },
      ...(owner === undefined ? {} : { owner }),
    })),
  };
};

test("networks and files come before the services that need them, and go after them", () => {
  const network = { name: "net", driver: "overlay", attachable: false } as const;
  const spec = cluster({
    networks: [network],
    configs: [{ name: "map-1", stack: "proxy", content: new Uint8Array() }],
    services: [serviceSpec({ networks: [{ network: "net", aliases: [] }] })],
  });
  assert.deepEqual(lines(spec, emptySwarm), [
    "create network net: not in the swarm",
    "create config map-1: not in the swarm",
    "create service bearded_web: not in the swarm",
  ]);
  assert.deepEqual(lines(cluster(), swarmOf(spec)), [
    "remove service bearded_web: no longer declared",
    "remove network net: no longer declared",
    "remove config map-1: no longer declared",
  ]);
});

test("a config that a rollback would bring back stays until a later apply", () => {
  const map = (name: string) => ({ name, target: "/map", uid: "0", gid: "0", mode: 0o444 });
  const file = (name: string) => ({ name, stack: "proxy", content: new Uint8Array() });
  const at = (name: string) =>
    cluster({ configs: [file(name)], services: [serviceSpec({ configs: [map(name)] })] });
  const second = applied(diff(at("map-2"), swarmOf(at("map-1"))), swarmOf(at("map-1")), "tuleap");
  assert.deepEqual(
    second.configs.map(({ name }) => name),
    ["map-1", "map-2"],
  );
  assert.deepEqual(lines(at("map-2"), second), []);
  assert.deepEqual(lines(at("map-3"), second), [
    "create config map-3: not in the swarm",
    "update service bearded_web: configs differ",
    "remove config map-1: no longer declared",
  ]);
});

test("a change of mode replaces the service", () => {
  const spec = cluster({ services: [serviceSpec({ mode: { kind: "global" } })] });
  assert.deepEqual(lines(spec, swarmOf(cluster({ services: [serviceSpec()] }))), [
    "replace service bearded_web: mode cannot be changed in place",
  ]);
});

test("a network that is made anew takes its services off and brings them back", () => {
  const at = (attachable: boolean) =>
    cluster({
      networks: [{ name: "net", driver: "overlay", attachable }],
      services: [serviceSpec({ networks: [{ network: "net", aliases: [] }] })],
    });
  assert.deepEqual(lines(at(true), swarmOf(at(false))), [
    "remove service bearded_web: its network net is made anew",
    "replace network net: attachable differs, which cannot be changed in place",
    "create service bearded_web: removed for its network",
  ]);
});

test("a service of somebody else under a wanted name is refused", () => {
  const spec = cluster({ services: [serviceSpec()] });
  const { owner: _, ...foreign } = seenService(serviceSpec());
  assert.throws(() => diff(spec, { ...emptySwarm, services: [foreign] }), {
    constructor: BadInput,
    message: "service bearded_web exists and was not made by swarmspec",
    hint: "rename it, or remove the other one",
  });
  const other = seenService(serviceSpec(), { owner: "other" });
  assert.throws(() => diff(spec, { ...emptySwarm, services: [other] }), {
    message: 'service bearded_web exists and belongs to the cluster "other"',
  });
});

test("an overlay network that the user made is used as it is, another driver is refused", () => {
  const spec = cluster({ networks: [{ name: "net", driver: "overlay", attachable: true }] });
  const network = (driver: string): Snapshot => ({
    ...emptySwarm,
    networks: [{ id: id<"network">("n"), name: "net", driver, attachable: false }],
  });
  assert.deepEqual(lines(spec, network("overlay")), []);
  assert.throws(() => diff(spec, network("macvlan")), BadInput);
});

test("nodes are promoted before others are demoted, and drained ones come back", () => {
  const spec = cluster({
    nodes: [
      { name: "a", role: "worker" },
      { name: "b", role: "manager" },
      { name: "c", role: "manager" },
      { name: "d", role: "worker" },
    ],
  });
  const nodes = [
    seenNode("a"),
    seenNode("b", { role: "worker" }),
    seenNode("c", { availability: "drain" }),
    seenNode("undeclared", { availability: "drain" }),
  ];
  assert.deepEqual(lines(spec, { ...emptySwarm, nodes }), [
    "update node b: role differs",
    "update node c: drained",
    "create node d: not in the swarm",
    "update node a: role differs",
  ]);
});

test("a node that rejoined is not mistaken for the one it left behind", () => {
  const spec = cluster({ nodes: [{ name: "a", role: "manager" }] });
  const former = seenNode("a", { id: id<"node">("old"), state: "down", availability: "drain" });
  assert.deepEqual(lines(spec, { ...emptySwarm, nodes: [former, seenNode("a")] }), []);
});
