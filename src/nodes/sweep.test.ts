import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { refusal } from "../docker/manager.testing.ts";
import { keepingEngine, type Thing } from "./engine.testing.ts";
import { labelsOf, nameIn, type Part } from "./site.ts";
import { beginDown, keep, remains, sweep } from "./sweep.ts";

const owner = { cluster: "tuleap", run: "run-1" };

const thing = (kind: Thing["kind"], part: Part, id: string, of = owner): Thing => ({
  kind,
  id,
  labels: labelsOf(of, part, id),
});

const ours: readonly Thing[] = [
  thing("volume", "kept", "kept"),
  thing("volume", "storage", "srv"),
  thing("network", "network", "public"),
  thing("container", "node", "node-01"),
  thing("container", "client", "client-1"),
];

const others: readonly Thing[] = [
  { kind: "container", id: "unlabelled", labels: {} },
  { kind: "network", id: "somebody's", labels: { "com.docker.compose.project": "tuleap" } },
  { kind: "volume", id: "shared registry", labels: { "swarmspec.cluster": "tuleap" } },
  thing("container", "node", "of another run", { ...owner, run: "run-2" }),
  thing("volume", "storage", "of another cluster", { ...owner, cluster: "lab" }),
];

test("only what carries the labels of that cluster and run is removed, and counted", async () => {
  const { engine, left } = keepingEngine([...ours, ...others]);
  assert.equal(await sweep(engine, owner), ours.length);
  assert.deepEqual(
    left(),
    others.map(({ id }) => id),
  );
});

test("containers go first, then networks, then volumes, and the mark of a kept cluster last", async () => {
  const ended: string[] = [];
  const before = async (what: string) => {
    await setImmediate();
    ended.push(what);
  };
  const { engine, writes } = keepingEngine(ours, { before });
  await sweep(engine, owner);
  const order = [
    "remove container node-01",
    "remove container client-1",
    "remove network public",
    "remove volume srv",
    "remove volume kept",
  ];
  assert.deepEqual([writes, ended], [order, order]);
});

test("containers are removed as they run, with the volumes that they made for themselves", async () => {
  const options: unknown[] = [];
  const before = (what: string, body: unknown) => {
    if (what.startsWith("remove container")) options.push(body);
  };
  await sweep(keepingEngine(ours, { before }).engine, owner);
  assert.deepEqual(options, Array(2).fill({ force: true, v: true }));
});

test("what is gone already counts as removed", async () => {
  const before = () => {
    throw refusal(404, "No such container: node-01");
  };
  assert.equal(await sweep(keepingEngine(ours, { before }).engine, owner), ours.length);
});

test("what another sweep is just removing is waited for", async () => {
  const refused = new Set<string>();
  const before = (what: string) => {
    if (refused.has(what)) throw refusal(404, "gone meanwhile");
    refused.add(what);
    throw refusal(what.includes("network") ? 403 : 409, "removal is already in progress");
  };
  const hurried = { retries: 1, minTimeout: 0 };
  assert.equal(await sweep(keepingEngine(ours, { before }).engine, owner, hurried), ours.length);
  assert.ok(refused.size > 0);
});

test("what cannot be removed is told, and the mark stays, so that the cluster is found again", async () => {
  const before = (what: string) => {
    if (what === "remove volume srv") throw refusal(409, "volume is in use");
  };
  const { engine, left } = keepingEngine(ours, { before });
  const once = { retries: 0, minTimeout: 0 };
  await assert.rejects(sweep(engine, owner, once), /volume is in use/);
  assert.deepEqual(left(), ["kept", "srv"]);
  assert.deepEqual(await remains(engine), [{ ...owner, kept: true }]);
});

test("each cluster of which anything is left is found once", async () => {
  const { engine } = keepingEngine([...ours.slice(1), ...others]);
  assert.deepEqual(await remains(engine), [
    { ...owner, kept: false },
    { ...owner, run: "run-2", kept: false },
    { ...owner, cluster: "lab", kept: false },
  ]);
});

test("of two clusters of one run only the one that was marked is kept", async () => {
  const lab = { ...owner, cluster: "lab" };
  const { engine } = keepingEngine([
    thing("container", "node", "node-01"),
    thing("container", "node", "lab-01", lab),
  ]);
  await keep(engine, lab);
  assert.deepEqual(await remains(engine), [
    { ...owner, kept: false },
    { ...lab, kept: true },
  ]);
});

test("a mark carries the labels by which a sweep finds it", async () => {
  const { engine, left } = keepingEngine();
  await keep(engine, owner);
  assert.deepEqual(left(), [nameIn(owner, "kept")]);
  await sweep(engine, owner);
  assert.deepEqual(left(), []);
});

test("a cluster that goes down says so until nothing of it is left, however often that breaks off", async () => {
  const interruption = new AbortController();
  const before = (what: string) => {
    if (what === "remove container client-1") interruption.abort(new Error("interrupted"));
  };
  const { engine, left } = keepingEngine(ours, { before });
  await beginDown(engine, owner);
  const { signal } = interruption;
  await assert.rejects(sweep(engine, owner, { retries: 0, minTimeout: 0, signal }), /interrupted/);
  assert.equal(left().includes("client-1"), false);
  assert.equal(left().includes("public"), true);
  assert.deepEqual(await remains(engine), [{ ...owner, kept: true, goesDown: true }]);
  await sweep(engine, owner);
  assert.deepEqual(await remains(engine), []);
});

test("of two marks the one of what is kept goes first: what is left is found as going down, or as a dead run's", async () => {
  const down = thing("volume", "down", "down");
  const { engine, writes } = keepingEngine([down, ...ours]);
  await sweep(engine, owner);
  assert.deepEqual(writes.slice(-2), ["remove volume kept", "remove volume down"]);
});
