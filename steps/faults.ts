import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { Then, When } from "@cucumber/cucumber";
import { killNode } from "../src/fault/kill-node.ts";
import { acts, by, holds } from "./phrase.ts";
import { type SwarmWorld, session } from "./world.ts";

When(
  acts(
    "the node {string} is killed and started again",
    "Ends its container without warning, as a power cut would, and starts the same container once it is gone.",
  ),
  by(async (world, name: string) => {
    world.before = await world.observe();
    const { engine } = await session.place();
    const powerOn = await killNode(engine, await world.node(name));
    await powerOn();
  }),
);

Then(
  holds(
    "within {int} seconds {string} is a ready manager again, with the same identity",
    "The node's own engine says that it manages the swarm under its old id, and the swarm says that it is ready.",
  ),
  by(async (world, limit: number, name: string) => {
    const deadline = performance.now() + limit * 1000;
    for (;;) {
      const seen = await situation(world, name);
      if (seen === (await wanted(world, name))) return;
      assert.ok(performance.now() < deadline, `after ${limit} s ${name} is: ${seen}`);
      await wait(200, undefined, { signal: session.signal });
    }
  }),
);

const wanted = async ({ before }: SwarmWorld, name: string): Promise<string> => {
  const id = before?.nodes.find((node) => node.name === name)?.id;
  assert.ok(id, `${name} was not in the swarm before`);
  return `itself: manager ${id} active; the swarm: manager ${id} ready`;
};

/** Both sides count: the swarm calls a dead node ready for 15 s, and a node may think itself in a swarm of one. */
const situation = async (world: SwarmWorld, name: string): Promise<string> => {
  const itself = await ownWord(world, name).catch((error: Error) => error.message);
  const others = await swarmsWord(world, name).catch((error: Error) => error.message);
  return `itself: ${itself}; the swarm: ${others}`;
};

const swarmsWord = async (world: SwarmWorld, name: string): Promise<string> => {
  const { nodes } = await world.observe();
  const known = nodes.filter((node) => node.name === name);
  return known.map(({ id, role, state }) => `${role} ${id} ${state}`).join(", ");
};

const ownWord = async (world: SwarmWorld, name: string): Promise<string> => {
  const { Swarm } = await (await world.engine(await world.node(name))).info();
  const role = Swarm?.ControlAvailable ? "manager" : "worker";
  return `${role} ${Swarm?.NodeID} ${Swarm?.LocalNodeState}`;
};
