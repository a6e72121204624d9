import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Change, Plan } from "../model/change.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { ClusterSpec } from "../model/spec.ts";
import { diff } from "../plan/diff.ts";
import { converged, reached } from "./reached.testing.ts";
import { anyState, nodeNames } from "./states.testing.ts";
import { swarmEngine } from "./swarm-engine.testing.ts";

/** The writes that a plan names, in the order of its stages; within a stage there is none. */
const named = (plan: Plan): string[][] =>
  plan.stages.map((stage) => stage.flatMap(writesOf).sort());

const writesOf = ({ action, kind, name }: Change): string[] => {
  if (kind === "volume") return [`remove volume ${name}`];
  if (action === "replace") return [`remove ${kind} ${name}`, `create ${kind} ${name}`];
  return [`${action} ${kind} ${name}`];
};

/** The writes that were made, cut where the plan's stages end. */
const written = (plan: Plan, writes: readonly string[]): string[][] => {
  const rest = [...writes];
  return named(plan).map(({ length }) => rest.splice(0, length).sort());
};

const swarmAs = async (spec: ClusterSpec) => {
  const engine = swarmEngine(nodeNames);
  await converged(spec, engine);
  return engine;
};

test("from any state to any other exactly the plan's writes are made, stage by stage, and then none", async () => {
  await fc.assert(
    fc.asyncProperty(anyState, anyState, async (before, wanted) => {
      const engine = await swarmAs(before);
      const from = engine.writes.length;
      const seen = await reached(engine);
      const plan = diff(wanted, seen.snapshot);
      await seen.applying(plan);
      const writes = engine.writes.slice(from);
      assert.equal(writes.length, named(plan).flat().length);
      assert.deepEqual(written(plan, writes), named(plan));
      assert.deepEqual(diff(wanted, (await reached(engine)).snapshot), { stages: [] });
    }),
  );
});

test("without pruning nothing goes but what comes back, or all of it is refused", async () => {
  await fc.assert(
    fc.asyncProperty(anyState, anyState, async (before, wanted) => {
      const engine = await swarmAs(before);
      const { snapshot } = await reached(engine);
      const changes = planned(wanted, snapshot);
      const made = changes.filter(({ action }) => action === "create").map(nameOf);
      const removed = changes.filter(({ action }) => action === "remove").map(nameOf);
      assert.deepEqual(
        removed.filter((name) => !made.includes(name)),
        [],
      );
    }),
  );
});

const planned = (wanted: ClusterSpec, seen: Snapshot): readonly Change[] => {
  try {
    return diff(wanted, seen, { prune: false }).stages.flat();
  } catch (error) {
    assert.match(
      String(error),
      /has to be made anew, but service .*, which nobody declares, uses it/,
    );
    return [];
  }
};

const nameOf = ({ kind, name }: Change): string => `${kind} ${name}`;
