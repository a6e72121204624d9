import assert from "node:assert/strict";
import { test } from "node:test";
import type { ClusterTold, NodeTold } from "../../model/cluster-told.ts";
import { clusterSvg } from "./cluster-picture.ts";

const node = (name: string, facts: Partial<NodeTold> = {}): NodeTold => ({
  name,
  role: "manager",
  leader: false,
  state: "ready",
  availability: "active",
  public: "10.0.0.1",
  private: "10.0.1.1",
  ...facts,
});

const cluster = (facts: Partial<ClusterTold> = {}): ClusterTold => ({
  name: "c",
  nodes: [node("node-01", { leader: true }), node("node-02", { state: "down" })],
  clients: [{ name: "client-1", address: "10.0.0.9" }],
  networks: { public: "10.0.0.0/24", private: "10.0.1.0/24" },
  tasks: [{ service: "web", node: "node-01", state: "starting" }],
  ...facts,
});

const texts = (svg: string): string[] =>
  [...svg.matchAll(/<text [^>]*>(.*?)<\/text>/g)].map(([, text = ""]) =>
    text.replaceAll("&#45;", "-"),
  );

test("nodes, tasks that do not run, networks and clients are named", async () => {
  const said = texts(await clusterSvg(cluster()));
  for (const one of ["node-01", "manager, leader", "web", "starting", "down, active", "no task"])
    assert.ok(said.includes(one), one);
  for (const one of ["public network", "10.0.1.0/24", "client-1", "10.0.0.9"])
    assert.ok(said.includes(one), one);
});

test("a name may hold what Graphviz and SVG would read as their own", async () => {
  const name = 'a"; b [label="x"] \\N <i> & \\';
  const said = texts(await clusterSvg(cluster({ nodes: [node(name)], tasks: [] })));
  assert.ok(
    said.includes("a&quot;; b [label=&quot;x&quot;] \\N &lt;i&gt; &amp; \\"),
    said.join("\n"),
  );
});

test("a cluster without nodes is drawn", async () => {
  assert.match(await clusterSvg(cluster({ nodes: [], tasks: [] })), /public network/);
});
