import assert from "node:assert/strict";
import { test } from "node:test";
import { Unreachable } from "../model/errors.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { emptySwarm, seenNode } from "../plan/world.testing.ts";
import { chronicle } from "./chronicle.ts";
import { manualClock } from "./clock.testing.ts";

/** What is recorded of a story, told snapshot by snapshot; undefined is a swarm that does not answer. */
const recorded = async (
  ...story: readonly (Snapshot | undefined)[]
): Promise<readonly string[]> => {
  const end = new AbortController();
  const said: string[] = [];
  let looked = 0;
  const observe = async () => {
    const seen = story[looked++];
    if (looked === story.length) end.abort();
    if (seen === undefined) throw new Unreachable(["no manager answers", "of three"]);
    return seen;
  };
  const record = ({ what }: { readonly what: string }) => said.push(what);
  await chronicle({ observe, record, clock: manualClock(), signal: end.signal });
  return said;
};

const up = { ...emptySwarm, nodes: [seenNode("node-01")] };
const down = { ...emptySwarm, nodes: [seenNode("node-01", { state: "down" })] };

test("what is there at first is no news", async () => {
  assert.deepEqual(await recorded(up, up), []);
});

test("a silent swarm is told once, in one line, and so is its return and what happened meanwhile", async () => {
  assert.deepEqual(await recorded(up, undefined, undefined, down, down), [
    "the swarm does not answer: no manager answers",
    "the swarm answers again",
    "node-01 is down",
  ]);
});
