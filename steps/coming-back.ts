import assert from "node:assert/strict";
import { Then } from "@cucumber/cucumber";
import { eventually } from "./eventually.ts";
import { by, holds } from "./phrase.ts";
import type { SwarmWorld } from "./world.ts";

Then(
  "within {int} seconds all managers are ready again, with the same identities",
  holds(
    "Each manager that the swarm had says itself that it manages it under its old id, and the swarm says that it is ready.",
  ),
  by((world, limit: number) => {
    const managers = before(world).nodes.filter(({ role }) => role === "manager");
    return eventually(world, limit, () =>
      strangers(
        world,
        managers.map(({ name }) => name),
      ),
    );
  }),
);

/** Those of the nodes that are not what they were, with what they are. */
const strangers = async (
  world: SwarmWorld,
  names: readonly string[],
): Promise<readonly string[]> => {
  const situations = await Promise.all(
    names.map(async (name) => ({ name, is: await situation(world, name) })),
  );
  return situations
    .filter(({ name, is }) => is !== wanted(world, name))
    .map(({ name, is }) => `${name} is: ${is}`);
};

const before = ({ before: seen }: SwarmWorld) => {
  assert.ok(seen, "nobody looked at the swarm before");
  return seen;
};

const wanted = (world: SwarmWorld, name: string): string => {
  const id = before(world).nodes.find((node) => node.name === name)?.id;
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
