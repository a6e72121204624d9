import assert from "node:assert/strict";
import { type Ended, ranIn } from "../src/docker/exec.ts";
import { entriesIn } from "../src/host/folder-entries.ts";
import { packed } from "../src/host/images.ts";
import { folderOnNode, type StackFixture, stackName, variables } from "./stack-fixtures.ts";
import { type SwarmWorld, session } from "./world.ts";

/** Puts the files of a folder onto the first node, where the docker CLI is. */
export const putStackFiles = async (world: SwarmWorld, folder: string): Promise<void> => {
  const container = await firstNode(world);
  await ranIn(container, ["rm", "-rf", folderOnNode]);
  const files = entriesIn(folder).map((one) => ({ ...one, name: `.${folderOnNode}/${one.name}` }));
  await container.putArchive(await packed(files), { path: "/" });
};

/** docker stack deploy, as a person on a node would type it. */
export const deployedByDocker = async (
  world: SwarmWorld,
  { files }: StackFixture,
): Promise<Ended> => {
  const named = files.flatMap((file) => ["-c", `${folderOnNode}/${file}`]);
  const deploy = ["docker", "stack", "deploy", "--resolve-image", "never", ...named, stackName];
  return ranIn(await firstNode(world), deploy, variables);
};

const firstNode = async (world: SwarmWorld) => {
  const { cluster } = await world.cluster();
  const [node] = cluster.nodes;
  assert.ok(node, "the cluster has no node");
  const { engine } = await session.place();
  return engine.getContainer(node.container);
};
