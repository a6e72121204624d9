import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { Then, When } from "@cucumber/cucumber";
import { runningTasks } from "./inside.ts";
import { acts, by, holds } from "./phrase.ts";
import { type SwarmWorld, session } from "./world.ts";

When(
  acts(
    "the node that runs {string} is drained",
    "Sets the node's availability to drain; the next description of the cluster activates it again.",
  ),
  by(async (world, service: string) => {
    const [place] = await runningTasks(world, service);
    assert.ok(place, `no task of ${service} runs`);
    world.left = place.node;
    await drain(world, place.node);
  }),
);

Then(
  holds(
    "{string} runs on another node within {int} seconds",
    "A task of the service runs, and healthy where it has a health check, on a node that was not drained.",
  ),
  by(async (world, service: string, limit: number) => {
    const deadline = performance.now() + limit * 1000;
    for (;;) {
      const places = await runningTasks(world, service);
      if (places.length > 0 && places.every(({ node }) => node !== world.left)) return;
      const where = places.map(({ node }) => node).join(", ") || "no node";
      assert.ok(performance.now() < deadline, `after ${limit} s ${service} runs on ${where}`);
      await wait(200, undefined, { signal: session.signal });
    }
  }),
);

const drain = async (world: SwarmWorld, name: string): Promise<void> => {
  const manager = await world.manager();
  const { nodes } = await world.observe();
  const seen = nodes.find((node) => node.name === name);
  assert.ok(seen, `${name} is not in the swarm`);
  const node = manager.getNode(seen.id);
  const { Spec, Version } = await node.inspect();
  await node.update({
    _query: { version: Version.Index },
    _body: { ...Spec, Availability: "drain" },
  });
};
