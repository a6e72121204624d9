import assert from "node:assert/strict";
import { Then, When } from "@cucumber/cucumber";
import type Docker from "dockerode";
import { outputOf } from "../src/docker/exec.ts";
import { acts, by, holds } from "./phrase.ts";
import { type SwarmWorld, session } from "./world.ts";

When(
  "somebody puts the file {string} on the shared storage",
  acts("Makes an empty file of that path, as root on a node, and the folders above it."),
  by(async (world, path: string) => {
    const script = 'mkdir -p -- "$(dirname "$0")" && touch -- "$0"';
    assert.equal(await outputOf(await anyNode(world), ["sh", "-c", script, path]), "");
  }),
);

When(
  "the stack {string} is struck from the description",
  acts("The cluster is described as before, without this stack."),
  by((world, stack: string) => world.forgetStack(stack)),
);

Then(
  "nobody has put the file {string} on the shared storage",
  holds("There is no such file; the folder that it would be in is there."),
  by(async (world, path: string) => {
    const script = 'cd "$(dirname "$0")" && { [ ! -e "$0" ] || echo "it is there"; }';
    assert.equal(await outputOf(await anyNode(world), ["sh", "-c", script, path]), "", path);
  }),
);

Then(
  "no node has a container of the service {string} that runs",
  holds("Asks the engine of each node, whatever the swarm says of the service and its tasks."),
  by(async (world, service: string) => {
    const { cluster } = world.standing();
    for (const node of cluster.nodes) {
      const engine = await world.engine(node);
      const filters = { label: [`com.docker.swarm.service.name=${service}`] };
      const running = (await engine.listContainers({ filters })).map(({ Names }) => Names[0]);
      assert.deepEqual(running, [], `containers of ${service} on ${node.name}`);
    }
  }),
);

const anyNode = async (world: SwarmWorld): Promise<Docker.Container> => {
  const { cluster } = world.standing();
  const { engine } = await session.place();
  const [node] = cluster.nodes;
  assert.ok(node, "the cluster has no node");
  return engine.getContainer(node.container);
};
