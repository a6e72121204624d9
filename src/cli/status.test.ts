import assert from "node:assert/strict";
import { test } from "node:test";
import type { Cluster } from "../model/cluster.ts";
import { id } from "../model/units.ts";
import { cluster, seenService, seenTask, serviceSpec, swarmOf } from "../plan/world.testing.ts";
import { factsOf } from "./status.ts";

const site = {
  ...{ name: "tuleap", run: "r", clients: [] },
  nodes: ["node-01", "node-02"].map((name) => ({
    ...{ name, container: name, public: "172.31.0.1", private: "172.31.1.1" },
  })),
  credentials: { engines: {}, served: {} },
} as unknown as Cluster;

test("a node that is lost is down though its swarm still calls it ready, and runs nothing", () => {
  const web = serviceSpec();
  const spec = cluster({
    nodes: ["node-01", "node-02"].map((name) => ({ name, role: "manager" as const })),
    services: [web],
  });
  const seen = { ...swarmOf(spec), services: [seenService(web)], tasks: [seenTask()] };
  const lost = [{ name: "node-01", why: "does not run" }];
  const told = (facts: ReturnType<typeof factsOf>) => [
    ...facts.nodes.map(({ state }) => state),
    ...facts.services.map(({ running }) => running),
  ];
  assert.deepEqual(told(factsOf(site, seen)), ["ready", "ready", 1]);
  assert.deepEqual(told(factsOf(site, seen, lost)), ["down", "ready", 0]);
});

test("a tenant that is gone, whose certificate is kept for a rollback, is none", () => {
  const certificate = (name: string) => ({
    ...{ id: id<"file">(name), name: `cert_${name}`, owner: "tuleap" },
    tenant: { name, host: `${name}.example.com` },
  });
  const secret = { name: "cert_bearded", target: "/c", uid: "0", gid: "0", mode: 0o400 };
  const proxy = seenService(serviceSpec({ name: "proxy", secrets: [secret] }), {
    previousFiles: ["cert_shaven"],
  });
  const seen = {
    ...swarmOf(cluster()),
    services: [proxy],
    secrets: [certificate("bearded"), certificate("shaven")],
  };
  assert.deepEqual(
    factsOf(site, seen).tenants.map(({ name }) => name),
    ["bearded"],
  );
});
