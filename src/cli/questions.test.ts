import assert from "node:assert/strict";
import { test } from "node:test";
import type { Cluster } from "../model/cluster.ts";
import type { ClusterSpec } from "../model/spec.ts";
import { oncePerNode, quietDoors, wayOf, wholeMatrix } from "./questions.ts";

const address = (name: string, last: number) => ({
  ...{ name, container: name, address: `172.31.0.${last}`, public: `172.31.0.${last}` },
  private: `172.31.1.${last}`,
});

const cluster = {
  nodes: [address("node-01", 11), address("node-03", 13)],
  clients: [address("client-1", 201)],
  credentials: { served: { ca: "" } },
} as unknown as Cluster;

const spec = {
  nodes: ["node-01", "node-02", "node-03"].map((name) => ({ name, role: "manager" })),
  tenants: [{ name: "bearded", host: "bearded.example.com" }],
  proxy: { http: 80, https: 443 },
} as unknown as ClusterSpec;

test("what is described is asked, also of a node or by a client that is gone, and fails with that reason", () => {
  const asked = wholeMatrix(cluster, spec);
  assert.equal(asked.length, 3 * 2 * 2 * 4);
  const missing = (question: (typeof asked)[number]) => {
    const way = wayOf(question, cluster, spec);
    return "missing" in way ? way.missing : "";
  };
  const reasons = asked.map((one) => `${one.node} ${one.client}: ${missing(one)}`);
  assert.deepEqual(
    [...new Set(reasons)],
    [
      "node-01 client-1: ",
      "node-01 client-2: client-2 is not there",
      "node-02 client-1: node-02 is not there",
      "node-02 client-2: node-02 is not there",
      "node-03 client-1: ",
      "node-03 client-2: client-2 is not there",
    ],
  );
});

test("a node that is described as drained or paused is asked for no page, and the drained one whether it is quiet", () => {
  const nodes = spec.nodes.map((node, index) => ({
    ...node,
    availability: (["pause", "active", "drain"] as const)[index] ?? "active",
  }));
  const asked = oncePerNode(cluster, { ...spec, nodes });
  assert.deepEqual([...new Set(asked.map(({ node }) => node))], ["node-02"]);
  assert.deepEqual(
    quietDoors(cluster, { ...spec, nodes }).map(({ node, port }) => `${node}:${port}`),
    ["node-03:80", "node-03:443"],
  );
});
