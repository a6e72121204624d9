import assert from "node:assert/strict";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { normalise } from "../docker/wire-normal.ts";
import type { Mount, ServiceSpec } from "../model/spec.ts";
import { milliseconds, seconds } from "../model/units.ts";
import { service, serviceFields } from "./arbitrary.testing.ts";
import { differences } from "./fields.ts";
import { serviceSpec } from "./world.testing.ts";

const nfs = (o: string, device: string): Mount => ({
  ...{ type: "volume", source: "data", target: "/data", readOnly: false },
  volume: { driver: { name: "local", options: { o, device } } },
});

const bound: Mount = { type: "bind", source: "/srv", target: "/srv", readOnly: false };

const changed: readonly [string, Partial<ServiceSpec>, Partial<ServiceSpec>, string[]][] = [
  ["a variable", { environment: ["A=1"] }, { environment: ["A=2"] }, ["environment.A: 1 -> 2"]],
  [
    "a variable that comes and one that goes",
    { environment: ["A=1"] },
    { environment: ["B=x=y"] },
    ["environment.A: (not shown) -> (absent)", "environment.B: (absent) -> x=y"],
  ],
  [
    "a secret variable, whose values stay hidden",
    { environment: ["DB_PASSWORD=a"] },
    { environment: ["DB_PASSWORD=b"] },
    ["environment.DB_PASSWORD: (hidden) -> (hidden)"],
  ],
  [
    "the number of replicas",
    { mode: { kind: "replicated", replicas: 1 } },
    { mode: { kind: "replicated", replicas: 2 } },
    ["replicas: 1 -> 2"],
  ],
  ["the grace period", {}, { stopGracePeriod: seconds(30) }, ["stopGracePeriod: 10 s -> 30 s"]],
  [
    "one limit of a health check",
    { healthcheck: { test: ["CMD", "true"] } },
    { healthcheck: { test: ["CMD", "true"], interval: milliseconds(500) } },
    ["healthcheck.interval: (from the image) -> 500 ms"],
  ],
  [
    "the content of a config",
    { configs: [{ name: "map-1", target: "/map", uid: "0", gid: "0", mode: 0o444 }] },
    { configs: [{ name: "map-2", target: "/map", uid: "0", gid: "0", mode: 0o444 }] },
    ["configs./map: map-1 0:0 0444 -> map-2 0:0 0444"],
  ],
  [
    "a port's mode",
    { ports: [{ target: 80, published: 80, protocol: "tcp", mode: "ingress" }] },
    { ports: [{ target: 80, published: 80, protocol: "tcp", mode: "host" }] },
    ["ports: 80:80/tcp (ingress) -> 80:80/tcp (host)"],
  ],
  [
    "all tasks at once",
    {},
    { update: { parallelism: 0 } },
    ["update.parallelism: 1 -> all at once"],
  ],
  [
    "limits and reservations, in units that people know",
    { resources: { limits: { memory: 512 * 2 ** 20, nanoCpus: 1e9 } } },
    { resources: { limits: { memory: 2 ** 30, nanoCpus: 5e8, pids: 10 } } },
    [
      "resources.limits.cpus: 1 CPU -> 0.5 CPUs",
      "resources.limits.memory: 512 MiB -> 1 GiB",
      "resources.limits.pids: unlimited -> 10",
    ],
  ],
  [
    "the driver options of a volume, but for a password",
    { mounts: [nfs("addr=old,password=a", ":/old")] },
    { mounts: [nfs("addr=new,password=b", ":/new")] },
    [
      "mounts./data.options.o: addr=old,password=(hidden) -> addr=new,password=(hidden)",
      "mounts./data.options.device: :/old -> :/new",
    ],
  ],
  [
    "the size of a tmpfs, and how a bind mount is shared",
    { mounts: [{ type: "tmpfs", target: "/tmp", readOnly: false }, bound] },
    {
      mounts: [
        { type: "tmpfs", target: "/tmp", readOnly: false, tmpfs: { size: 1500 } },
        { ...bound, bind: { propagation: "rshared" } },
      ],
    },
    ["mounts./tmp.size: (absent) -> 1500 bytes", "mounts./srv.propagation: (absent) -> rshared"],
  ],
  [
    "how often a job runs",
    { mode: { kind: "replicated-job", completions: 1, concurrency: 1 } },
    { mode: { kind: "replicated-job", completions: 4, concurrency: 2 } },
    ["completions: 1 -> 4", "concurrency: 1 -> 2"],
  ],
  [
    "capabilities, ulimits and the init process",
    { ulimits: [{ name: "nofile", soft: 1024, hard: 1024 }] },
    {
      init: false,
      capAdd: ["net_admin"],
      ulimits: [{ name: "nofile", soft: 1024, hard: 4096 }],
    },
    [
      "init: (the engine decides) -> no",
      "capAdd: (none) -> CAP_NET_ADMIN",
      "ulimits.nofile: 1024 -> 1024, at most 4096",
    ],
  ],
  [
    "the options of logging, but for a token",
    { logging: { name: "splunk", options: { "splunk-token": "a", tag: "web" } } },
    { logging: { name: "splunk", options: { "splunk-token": "b", tag: "db" } } },
    ["logging.options.splunk-token: (hidden) -> (hidden)", "logging.options.tag: web -> db"],
  ],
  [
    "the credential, name servers and preferences",
    { dns: { nameservers: ["10.0.0.1"], search: [] } },
    {
      credential: { kind: "config", name: "cred-1" },
      dns: { nameservers: ["10.0.0.2", "10.0.0.1"], search: ["example"] },
      preferences: ["node.labels.zone"],
    },
    [
      "dns.nameservers: 10.0.0.1 -> 10.0.0.2, 10.0.0.1",
      "dns.search: (none) -> example",
      "credential: (none) -> config cred-1",
      "preferences: (none) -> node.labels.zone",
    ],
  ],
];

for (const [what, seen, wanted, lines] of changed) {
  test(`a difference is told in ${what}`, () => {
    const told = differences(serviceSpec(seen), serviceSpec(wanted));
    assert.deepEqual(
      told.map((each) => `${each.field}: ${each.seen} -> ${each.wanted}`),
      lines,
    );
  });
}

const stackLabel = { "com.docker.stack.namespace": "bearded" };

const same: readonly [string, Partial<ServiceSpec>][] = [
  ["the engine's own grace period", { stopGracePeriod: seconds(10) }],
  ["the engine's own update policy", { update: { parallelism: 1, monitor: seconds(5) } }],
  ["the engine's own restart policy", { restart: { condition: "any", delay: seconds(5) } }],
  ["the engine's own rollback policy", { rollback: { parallelism: 1, monitor: seconds(5) } }],
  ["how names are resolved, as the engine does it", { endpointMode: "vip", isolation: "default" }],
  ["what is not limited", { resources: { limits: { memory: 0 }, reservations: {} } }],
  ["no to what is off anyway", { tty: false, stdinOpen: false, readOnly: false }],
  ["nothing of labels but the stack's own", { containerLabels: stackLabel }],
  ["empty lists", { entrypoint: [], command: [], healthcheck: { test: [] } }],
  ["a label that only says whose it is", { labels: { "com.docker.stack.image": "web:1" } }],
];

for (const [what, facts] of same) {
  test(`saying ${what} is no difference`, () => {
    assert.deepEqual(differences(serviceSpec(), serviceSpec(facts)), []);
    assert.deepEqual(differences(serviceSpec(facts), serviceSpec()), []);
  });
}

test("a field that means something else is a difference, and one that is only said otherwise is none", () => {
  const changed = fc
    .constantFrom(...(Object.keys(serviceFields) as (keyof ServiceSpec)[]))
    .chain((field) => serviceFields[field].map((value) => ({ [field]: value })));
  fc.assert(
    fc.property(service, changed, (spec, change) => {
      const other = { ...spec, ...change };
      const isSame = isDeepStrictEqual(normalise(spec), normalise(other));
      assert.equal(differences(spec, other).length === 0, isSame);
    }),
    { numRuns: 1000 },
  );
});

test("a mount whose consistency is all that differs does not, as swarms forget it", () => {
  const told = differences(
    serviceSpec({ mounts: [bound] }),
    serviceSpec({ mounts: [{ ...bound, consistency: "cached" }] }),
  );
  assert.deepEqual(told, []);
});

test("a service does not differ from itself, in whatever order its lists are", () => {
  fc.assert(
    fc.property(service, (spec) => {
      const reversed = Object.entries(spec).map(([field, value]) =>
        unordered.has(field) ? [field, [...(value as unknown[])].reverse()] : [field, value],
      );
      assert.deepEqual(differences(spec, Object.fromEntries(reversed)), []);
    }),
  );
});

const unordered = new Set([
  "environment",
  "mounts",
  "networks",
  "configs",
  "secrets",
  "ports",
  "constraints",
  "capAdd",
  "capDrop",
  "ulimits",
]);
