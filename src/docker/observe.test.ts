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

test("a network that no list tells is asked for by its id, and keeps that where nobody knows it", async () => {
  const { manager } = swarmOf(0);
  const on = (Target: string) => ({
    ID: Target,
    Spec: { TaskTemplate: { Networks: [{ Target }] } },
  });
  const inspect = (Id: string) => async () => {
    if (Id !== "h1") throw new Error("no such network");
    return { Id, Name: "host" };
  };
  const seen = await observe(
    Object.assign(manager, {
      listServices: async () => [on("h1"), on("lost")],
      getNetwork: (id: string) => ({ inspect: inspect(id) }),
    }) as unknown as Docker,
  );
  assert.deepEqual(
    seen.services.map(({ spec }) => spec.networks[0]?.network),
    ["host", "lost"],
  );
});
