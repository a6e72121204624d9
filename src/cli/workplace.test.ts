import assert from "node:assert/strict";
import { test } from "node:test";
import type Docker from "dockerode";
import { thisRun } from "../host/run-id.ts";
import { keepingEngine, type Thing } from "../nodes/engine.testing.ts";
import { labelsOf, type Part } from "../nodes/site.ts";
import { removeDead } from "./workplace.ts";

/** A run before this machine was started is dead; this one lives. */
const runs = { dead: thisRun().replace(/^([^-]+)-[^-]+/, "$1-before"), alive: thisRun() };

const thing = (kind: Thing["kind"], part: Part, run: string): Thing => {
  const id = `${kind} of ${run}`;
  return { kind, id, labels: labelsOf({ cluster: "tuleap", run }, part, id) };
};

const tell = () => {};

test("what a dead run left is removed, and what a living one works with is not", async () => {
  const left = [runs.dead, runs.alive].map((run) => thing("container", "node", run));
  const engine = keepingEngine(left);
  assert.deepEqual(await removeDead(engine.engine, tell), [
    { cluster: "tuleap", run: runs.dead, kept: false },
  ]);
  assert.deepEqual(engine.left(), [`container of ${runs.alive}`]);
});

test("a cluster that its run kept at its very end, while we were looking, is not removed", async () => {
  const things = [thing("container", "node", runs.dead), thing("volume", "kept", runs.dead)];
  const { engine, left } = keepingEngine(things);
  const listVolumes = engine.listVolumes.bind(engine);
  let looks = 0;
  const late = async (...options: Parameters<Docker["listVolumes"]>) =>
    looks++ === 0 ? { Volumes: [], Warnings: [] } : listVolumes(...options);
  assert.deepEqual(await removeDead(Object.assign(engine, { listVolumes: late }), tell), []);
  assert.equal(left().length, 2);
});
