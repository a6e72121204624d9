import assert from "node:assert/strict";
import { test } from "node:test";
import type Docker from "dockerode";
import { observe } from "./observe.ts";

/** Answers every list call with `size` objects, and counts the calls. */
const swarmOf = (size: number) => {
  const calls: string[] = [];
  const many = (name: string) => async () => {
    calls.push(name);
    return Array.from({ length: size }, (_, i) => ({ ID: `${i}`, Id: `${i}`, Name: `${i}` }));
  };
  const names = ["Nodes", "Networks", "Configs", "Secrets", "Services", "Tasks"];
  const fake = Object.fromEntries(names.map((name) => [`list${name}`, many(name)]));
  return { manager: fake as unknown as Docker, calls };
};

test("a swarm is read in six list calls, whatever its size", async () => {
  const [small, large] = [swarmOf(0), swarmOf(1000)];
  await observe(small.manager);
  const seen = await observe(large.manager);
  assert.equal(seen.services.length, 1000);
  assert.deepEqual(large.calls.toSorted(), small.calls.toSorted());
  assert.equal(small.calls.length, 6);
});
