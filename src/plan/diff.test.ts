import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Change } from "../model/change.ts";
import { BadInput } from "../model/errors.ts";
import type { SeenNetwork, Snapshot } from "../model/snapshot.ts";
import type { ClusterSpec, Mount, NetworkSpec, Port, ServiceSpec } from "../model/spec.ts";
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
  containerLabels: { tier: "web" },
  tty: true,
  stdinOpen: true,
  readOnly: true,
  init: true,
  isolation: "process",
  hosts: ["10.1.0.9 mail"],
  dns: { nameservers: ["10.1.0.53"], search: [] },
  capAdd: ["CAP_NET_ADMIN"],
  capDrop: ["CAP_CHOWN"],
  sysctls: { "net.core.somaxconn": "1024" },
  ulimits: [{ name: "nofile", soft: 1024, hard: 2048 }],
  credential: { kind: "file", file: "spec.json" },
  preferences: ["node.labels.zone"],
  maxReplicasPerNode: 1,
  resources: { limits: { memory: 512 * 1024 * 1024 } },
  logging: { name: "syslog" },
  endpointMode: "dnsrr",
  rollback: { order: "start-first" },
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
        assert.match(
          reason,
          new RegExp(field === "mode" ? "^(mode|replicas|completions|concurrency) " : `^${field} `),
        );
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

test("a network that the swarm is still making differs in nothing that it has not told yet", () => {
  const net = { name: "net", driver: "overlay", attachable: false, options: { encrypted: "" } };
  const spec = cluster({ networks: [{ ...net, ipam: { subnets: ["10.9.0.0/24"] } }] });
  const untold = { driver: "", options: {}, ipam: { subnets: [] } };
  const making = swarmOf(spec).networks.map((network) => ({ ...network, ...untold }));
  assert.deepEqual(lines(spec, { ...emptySwarm, networks: making }), []);
  const otherwise = making.map((network) => ({ ...network, attachable: true }));
  assert.deepEqual(lines(spec, { ...emptySwarm, networks: otherwise }), [
    "replace network net: attachable differs, which cannot be changed in place",
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

const seenNetwork: SeenNetwork = {
  ...{ id: id<"network">("n"), name: "net", driver: "overlay", attachable: false },
  ...{ internal: false, options: {}, ipam: { subnets: ["10.0.1.0/24"] }, labels: {} },
};

test("an overlay network that the user made is used as it is, another driver is refused", () => {
  const spec = cluster({ networks: [{ name: "net", driver: "overlay", attachable: true }] });
  const network = (driver: string): Snapshot => ({
    ...emptySwarm,
    networks: [{ ...seenNetwork, driver }],
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
    "create node d: not in the swarm; apply makes no nodes, swarmspec up makes it and lets it join",
    "update node a: role differs",
  ]);
});

test("a node that rejoined is not mistaken for the one it left behind", () => {
  const spec = cluster({ nodes: [{ name: "a", role: "manager" }] });
  const former = seenNode("a", { id: id<"node">("old"), state: "down", availability: "drain" });
  assert.deepEqual(lines(spec, { ...emptySwarm, nodes: [former, seenNode("a")] }), []);
});

const network: NetworkSpec = { name: "net", driver: "overlay", attachable: false };

const networkFields: readonly [string, Partial<NetworkSpec>][] = [
  ["driver", { driver: "macvlan" }],
  ["attachable", { attachable: true }],
  ["internal", { internal: true }],
  ["options.encrypted", { options: { encrypted: "" } }],
  ["labels.tier", { labels: { tier: "web" } }],
  ["ipam.driver", { ipam: { driver: "other", subnets: [] } }],
  ["ipam.subnets", { ipam: { subnets: ["10.8.0.0/24"] } }],
];

for (const [field, facts] of networkFields)
  test(`a network of ours whose ${field} differs is made anew, for that reason`, () => {
    const seen = { ...emptySwarm, networks: [{ ...seenNetwork, owner: "tuleap" }] };
    const [change] = changesOf(diff(cluster({ networks: [{ ...network, ...facts }] }), seen));
    assert.equal(change?.action, "replace");
    assert.deepEqual(
      change?.fields.map((each) => each.field),
      [field],
    );
  });

test("what a network's spec leaves to the swarm, and our own labels, are no difference", () => {
  const labels = { "swarmspec.cluster": "tuleap", "com.docker.stack.namespace": "bearded" };
  const seen = { ...emptySwarm, networks: [{ ...seenNetwork, labels, owner: "tuleap" }] };
  assert.deepEqual(lines(cluster({ networks: [network] }), seen), []);
});

const nfs = (o: string): Mount => ({
  ...{ type: "volume", source: "media", target: "/media", readOnly: false },
  volume: { driver: { name: "local", options: { type: "nfs", o, device: ":/media" } } },
});
const plain: Mount = { type: "volume", source: "media", target: "/media", readOnly: false };
const mounting = (...mounts: Mount[]) =>
  cluster({
    services: mounts.map((mount, n) => serviceSpec({ name: `web-${n}`, mounts: [mount] })),
  });

test("a volume with other driver options is made anew, and what mounts it comes back", () => {
  const seen = swarmOf(mounting(nfs("addr=10.2.0.1"), plain));
  const plan = diff(mounting(nfs("addr=10.2.0.2,password=oyster"), plain), seen);
  assert.deepEqual(changesOf(plan).map(line), [
    "create config volume.media.anew: remembers the volume, should this be interrupted",
    "remove service web-0: its volume media is made anew",
    "remove service web-1: its volume media is made anew",
    "replace volume media: options differ, and nodes keep the options that they made it with",
    "create service web-0: removed for its volume",
    "create service web-1: removed for its volume",
    "remove config volume.media.anew: its volume is made anew",
  ]);
  assert.deepEqual(changesOf(plan)[3]?.fields, [
    { field: "options.o", seen: "addr=10.2.0.1", wanted: "addr=10.2.0.2,password=(hidden)" },
  ]);
});

test("a service that leaves a volume's options to others changes nothing", () => {
  const seen = swarmOf(mounting(nfs("addr=10.2.0.1")));
  assert.deepEqual(lines(mounting(nfs("addr=10.2.0.1"), plain), seen), [
    "create service web-1: not in the swarm",
  ]);
});

const keeping: readonly [string, Mount][] = [
  ["has no options", plain],
  [
    "has a size only",
    { ...plain, volume: { driver: { name: "local", options: { o: "size=1G" } } } },
  ],
  [
    "is of a plugin",
    { ...plain, volume: { driver: { name: "rexray", options: { device: "x" } } } },
  ],
];

for (const [title, mount] of keeping)
  test(`a volume that ${title} has its data inside, and other options are refused`, () =>
    assert.throws(() => diff(mounting(nfs("addr=10.2.0.1")), swarmOf(mounting(mount))), {
      constructor: BadInput,
      message: "volume media keeps its data itself; other driver options would lose them",
      hint: "give the volume another name",
    }));

test("a volume that somebody else's service mounts is not taken from it", () => {
  const seen = swarmOf(mounting(nfs("addr=10.2.0.1")));
  const { owner: _, ...foreign } = seenService(serviceSpec({ name: "theirs", mounts: [plain] }));
  const services = [...seen.services, foreign];
  assert.throws(() => diff(mounting(nfs("addr=10.2.0.2")), { ...seen, services }), {
    constructor: BadInput,
    message: "volume media has to be made anew, but service theirs, which is not ours, uses it",
  });
});

const port = (published: number, mode: Port["mode"] = "ingress"): Port => ({
  ...{ published, target: 80, protocol: "tcp", mode },
});
const publishing = (ports: Readonly<Record<string, Port>>) =>
  cluster({
    services: Object.entries(ports).map(([name, each]) => serviceSpec({ name, ports: [each] })),
  });

test("who gives up a port goes before who takes it", () => {
  const seen = swarmOf(publishing({ old: port(80), db: port(81) }));
  const wanted = publishing({ web: port(80), db: port(82), cache: port(81, "host") });
  const plan = diff(wanted, seen);
  assert.deepEqual(
    plan.stages.map((stage) => stage.map(({ action, name }) => `${action} ${name}`)),
    [
      ["remove old", "update db"],
      ["create web", "create cache"],
    ],
  );
});

test("a port that moves on from service to service moves in as many stages", () => {
  const seen = swarmOf(publishing({ a: port(1), b: port(2) }));
  const wanted = publishing({ c: port(1), a: port(2), b: port(3) });
  assert.deepEqual(
    diff(wanted, seen).stages.map((stage) => stage.map(({ name }) => name)),
    [["b"], ["a"], ["c"]],
  );
});

test("where services swap ports one of them is removed first", () => {
  const seen = swarmOf(publishing({ a: port(1), b: port(2) }));
  assert.deepEqual(lines(publishing({ a: port(2), b: port(1) }), seen), [
    "remove service b: it swaps ports with another",
    "update service a: ports differ",
    "create service b: removed for its ports",
  ]);
});

test("a service is removed with a word on where its data stay", () => {
  const mounts: Mount[] = [
    { type: "bind", source: "/srv/services/shaven/db", target: "/var/lib/mysql", readOnly: false },
    { type: "bind", source: "/etc/localtime", target: "/etc/localtime", readOnly: true },
    { type: "volume", source: "shaven_db", target: "/backup", readOnly: false },
    { type: "tmpfs", target: "/tmp", readOnly: false },
  ];
  assert.deepEqual(lines(cluster(), swarmOf(cluster({ services: [serviceSpec({ mounts })] }))), [
    "remove service bearded_web: no longer declared; its data stay in /srv/services/shaven/db and in the volume shaven_db of its nodes",
  ]);
});

test("a job that differs in place runs again, and the plan says so", () => {
  const job = (image: string) =>
    cluster({
      services: [
        serviceSpec({ image, mode: { kind: "replicated-job", completions: 1, concurrency: 1 } }),
      ],
    });
  assert.deepEqual(lines(job("web:2"), swarmOf(job("web:1"))), [
    "update service bearded_web: image differs, so it runs again",
  ]);
});

test("without pruning what is not declared stays, and what it uses cannot be made anew", () => {
  const at = (attachable: boolean, ...services: ServiceSpec[]) =>
    cluster({ networks: [{ ...network, attachable }], services });
  const web = serviceSpec({ networks: [{ network: "net", aliases: [] }] });
  const plan = (wanted: ClusterSpec) =>
    changesOf(diff(wanted, swarmOf(at(false, web)), { prune: false })).map(line);
  assert.deepEqual(plan(cluster()), []);
  assert.throws(() => plan(at(true)), {
    name: "BadInput",
    message:
      "network net has to be made anew, but service bearded_web, which nobody declares, uses it",
    hint: "declare the service, or let it go by leaving out --no-prune",
  });
});

test("nodes get the availability and labels that the feature says, and keep labels of which it says nothing", () => {
  const seen = { ...emptySwarm, nodes: [seenNode("a", { labels: { zone: "a", disk: "ssd" } })] };
  const told = (facts: Partial<ClusterSpec["nodes"][number]>) =>
    changesOf(diff(cluster({ nodes: [{ name: "a", role: "manager", ...facts }] }), seen));
  assert.deepEqual(told({}), []);
  const [change] = told({ availability: "drain", labels: { zone: "b" } });
  assert.equal(change?.reason, "availability and labels differ");
  assert.deepEqual(change?.fields, [
    { field: "availability", seen: "active", wanted: "drain" },
    { field: "labels.zone", seen: "a", wanted: "b" },
    { field: "labels.disk", seen: "ssd", wanted: "(absent)" },
  ]);
});
