import assert from "node:assert/strict";
import { test } from "node:test";
import { oneLine } from "../model/line.ts";
import { diff } from "./diff.ts";
import { planJson, render } from "./render.ts";
import { cluster, emptySwarm, serviceSpec, swarmOf } from "./world.testing.ts";

const before = cluster({ services: [serviceSpec(), serviceSpec({ name: "bearded_db" })] });
const wanted = cluster({
  services: [serviceSpec({ image: "web:2", mode: { kind: "replicated", replicas: 2 } })],
  nodes: [{ name: "node-01", role: "manager" }],
});
const plan = diff(wanted, swarmOf(before));

test("a plan is told a line per change and a line per field, and summed up", () => {
  assert.deepEqual(render(plan), [
    "+ node node-01: not in the swarm; apply makes no nodes, swarmspec up makes it and lets it join",
    "~ service bearded_web: image and replicas differ",
    "    image: registry:5000/web:1@sha256:abc -> web:2",
    "    replicas: 1 -> 2",
    "- service bearded_db: no longer declared",
    "1 to create, 1 to update, 1 to remove",
  ]);
});

test("a replacement is counted apart", () => {
  const global = cluster({ services: [serviceSpec({ mode: { kind: "global" } })] });
  const lines = render(diff(global, swarmOf(cluster({ services: [serviceSpec()] }))));
  assert.equal(lines[0], "± service bearded_web: mode cannot be changed in place");
  assert.equal(lines.at(-1), "0 to create, 0 to update, 1 to replace, 0 to remove");
});

test("an empty plan is nothing to do", () => {
  assert.deepEqual(render(diff(cluster(), emptySwarm)), ["nothing to do"]);
});

test("headlines are painted by what is done, fields are not", () => {
  const by = (mark: string) => (line: string) => oneLine(`${mark}${line}`);
  const paint = { create: by("C"), update: by("U"), replace: by("P"), remove: by("R") };
  assert.deepEqual(
    render(plan, paint).map((line) => line[0]),
    ["C", "U", " ", " ", "R", "1"],
  );
});

test("programs get every change without ids and bytes", () => {
  assert.deepEqual(planJson(plan).changes[1], {
    action: "update",
    kind: "service",
    name: "bearded_web",
    reason: "image and replicas differ",
    fields: [
      { field: "image", seen: "registry:5000/web:1@sha256:abc", wanted: "web:2" },
      { field: "replicas", seen: "1", wanted: "2" },
    ],
  });
});

test("a volume and a node are told like all else", () => {
  const at = (address: string, zone: string) => {
    const driver = { name: "local", options: { type: "nfs", o: `addr=${address}`, device: ":/" } };
    const mount = { type: "volume", source: "media", target: "/media", readOnly: false } as const;
    return cluster({
      nodes: [{ name: "node-01", role: "manager", labels: { zone } }],
      services: [serviceSpec({ mounts: [{ ...mount, volume: { driver } }] })],
    });
  };
  const seen = swarmOf(at("10.2.0.1", "a"));
  const lines = render(diff(at("10.2.0.2", "b"), seen));
  assert.deepEqual(lines.slice(0, 2), ["~ node node-01: labels differ", "    labels.zone: a -> b"]);
  assert.deepEqual(lines.slice(4, 6), [
    "± volume media: options differ, and nodes keep the options that they made it with",
    "    options.o: addr=10.2.0.1 -> addr=10.2.0.2",
  ]);
});
