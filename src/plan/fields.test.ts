import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { ServiceSpec } from "../model/spec.ts";
import { milliseconds, seconds } from "../model/units.ts";
import { service } from "./arbitrary.testing.ts";
import { differences } from "./fields.ts";
import { serviceSpec } from "./world.testing.ts";

const changed: readonly [string, Partial<ServiceSpec>, Partial<ServiceSpec>, string[]][] = [
  ["a variable", { environment: ["A=1"] }, { environment: ["A=2"] }, ["environment.A: 1 -> 2"]],
  [
    "a variable that comes and one that goes",
    { environment: ["A=1"] },
    { environment: ["B=x=y"] },
    ["environment.A: 1 -> (absent)", "environment.B: (absent) -> x=y"],
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

const same: readonly [string, Partial<ServiceSpec>][] = [
  ["the engine's own grace period", { stopGracePeriod: seconds(10) }],
  ["the engine's own update policy", { update: { parallelism: 1, monitor: seconds(5) } }],
  ["the engine's own restart policy", { restart: { condition: "any", delay: seconds(5) } }],
  ["empty lists", { entrypoint: [], command: [], healthcheck: { test: [] } }],
  ["a label that only says whose it is", { labels: { "com.docker.stack.image": "web:1" } }],
];

for (const [what, facts] of same) {
  test(`saying ${what} is no difference`, () => {
    assert.deepEqual(differences(serviceSpec(), serviceSpec(facts)), []);
    assert.deepEqual(differences(serviceSpec(facts), serviceSpec()), []);
  });
}

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
]);
