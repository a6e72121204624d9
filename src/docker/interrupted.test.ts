import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { ClusterSpec, NodeSpec } from "../model/spec.ts";
import { cluster, serviceSpec } from "../plan/world.testing.ts";
import { converged } from "./reached.testing.ts";
import { anyState, nodeNames, remoteVolume } from "./states.testing.ts";
import { type Stop, Stopped, swarmEngine } from "./swarm-engine.testing.ts";

/** A swarm in the first state, from which a run towards the other one is stopped; what the next run makes of it. */
const interrupted = async (before: ClusterSpec, wanted: ClusterSpec, stop?: Stop) => {
  const engine = swarmEngine(nodeNames);
  await converged(before, engine);
  engine.stopAt(stop);
  const from = engine.writes.length;
  if (stop !== undefined) await assert.rejects(converged(wanted, engine), Stopped);
  engine.stopAt(undefined);
  const state = await converged(wanted, engine);
  return { state, writes: engine.writes.slice(from) };
};

/** Stops before and after each write that the way from one state to the other takes. */
const stopEverywhere = async (before: ClusterSpec, wanted: ClusterSpec): Promise<number> => {
  const whole = await interrupted(before, wanted);
  for (const write of whole.writes.keys())
    for (const when of ["before", "after"] as const) {
      const { state } = await interrupted(before, wanted, { write, when });
      assert.deepEqual(state, whole.state, `stopped ${when} write ${write}`);
    }
  return whole.writes.length;
};

test("between any two states, a run stopped anywhere is made good by the next one", async () => {
  await fc.assert(
    fc.asyncProperty(anyState, anyState, async (before, wanted) => {
      await stopEverywhere(before, wanted);
    }),
    { numRuns: 40 },
  );
});

const file = (name: string) => ({ name, stack: "proxy", content: new TextEncoder().encode(name) });
const reference = (name: string) => ({ name, target: "/map", uid: "0", gid: "0", mode: 0o444 });
const overlay = { driver: "overlay", attachable: true } as const;
const tenant = (name: string, facts: Parameters<typeof serviceSpec>[0] = {}) => [
  serviceSpec({
    ...{ name: `${name}_web`, stack: name },
    networks: ["tuleap", `${name}_private`].map((network) => ({ network, aliases: ["web"] })),
    ...facts,
  }),
  serviceSpec({
    ...{ name: `${name}_db`, stack: name, mode: { kind: "replicated", replicas: 1 } },
    networks: [{ network: `${name}_private`, aliases: ["db"] }],
    secrets: [{ ...reference(`${name}_key_1`), target: "key" }],
  }),
];
const proxy = (map: string, published: number) =>
  serviceSpec({
    ...{ name: "proxy_haproxy", stack: "proxy", mode: { kind: "global" } },
    networks: [{ network: "tuleap", aliases: [] }],
    configs: [reference(map)],
    ports: [{ target: 80, published, protocol: "tcp", mode: "host" }],
  });
const nodes = nodeNames.map((name): NodeSpec => ({ name, role: "manager" }));
const privateOf = (name: string, internal: boolean) => ({
  ...{ ...overlay, name: `${name}_private`, stack: name, internal },
});

const yesterday = cluster({
  nodes: nodes.map((node, index) => ({ ...node, role: index === 0 ? "manager" : "worker" })),
  networks: [{ ...overlay, name: "tuleap" }, privateOf("bearded", false), privateOf("bald", true)],
  configs: [file("map_1")],
  secrets: [file("bearded_key_1"), file("bald_key_1")],
  services: [
    proxy("map_1", 80),
    ...tenant("bearded", { mounts: [remoteVolume("media", "10.2.0.1")] }),
    ...tenant("bald", {
      ports: [{ target: 80, published: 8080, protocol: "tcp", mode: "ingress" }],
    }),
  ],
});

const today = cluster({
  nodes: nodes.map((node) => ({ ...node, labels: { zone: "a" } })),
  networks: [{ ...overlay, name: "tuleap" }, privateOf("bearded", true), privateOf("shaven", true)],
  configs: [file("map_2")],
  secrets: [file("bearded_key_1"), file("shaven_key_1")],
  services: [
    proxy("map_2", 81),
    ...tenant("bearded", { image: "web:2", mounts: [remoteVolume("media", "10.2.0.2")] }),
    ...tenant("shaven", {
      ports: [{ target: 80, published: 8080, protocol: "tcp", mode: "ingress" }],
    }),
  ],
});

test("a day's work on a cluster may be stopped anywhere", async () => {
  assert.ok((await stopEverywhere(yesterday, today)) > 20);
});

test("a volume whose services were removed when the run stopped is still made anew", async () => {
  const { writes } = await interrupted(yesterday, today);
  const write = writes.indexOf("remove volume media");
  const stopped = await interrupted(yesterday, today, { write, when: "before" });
  assert.ok(stopped.writes.includes("remove volume media"));
});
