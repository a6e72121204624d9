import assert from "node:assert/strict";
import type Docker from "dockerode";
import { outputOf } from "../src/docker/exec.ts";
import type { SeenTask } from "../src/model/snapshot.ts";
import type { SwarmWorld } from "./world.ts";

/** Runs a command in every running container of a service; each with its node and what it wrote. */
export const inside = async (
  world: SwarmWorld,
  service: string,
  command: readonly string[],
): Promise<readonly { readonly node: string; readonly wrote: string }[]> => {
  const containers = await containersOf(world, service);
  return Promise.all(
    containers.map(async ({ node, container }) => ({
      node,
      wrote: await outputOf(container, command),
    })),
  );
};

/** Every running container of a service, with its node. */
export const containersOf = async (
  world: SwarmWorld,
  service: string,
): Promise<readonly { readonly node: string; readonly container: Docker.Container }[]> => {
  const tasks = await runningTasks(world, service);
  assert.ok(tasks.length > 0, `no task of ${service} runs`);
  const manager = await world.manager();
  return Promise.all(
    tasks.map(async ({ task, node }) => {
      const engine = await world.engine(await world.node(node));
      return { node, container: engine.getContainer(await containerOf(manager, task)) };
    }),
  );
};

/** The tasks of a service that run, with the names of their nodes. */
export const runningTasks = async (
  world: SwarmWorld,
  service: string,
): Promise<readonly { readonly task: SeenTask; readonly node: string }[]> => {
  const { services, tasks, nodes } = await world.observe();
  const found = services.find(({ spec }) => spec.name === service);
  assert.ok(found, `there is no service "${service}"`);
  return tasks
    .filter((task) => task.service === found.id && task.state === "running")
    .filter(({ desired }) => desired === "running")
    .flatMap((task) => {
      const node = nodes.find(({ id }) => id === task.node);
      return node?.state === "ready" ? [{ task, node: node.name }] : [];
    });
};

const containerOf = async (manager: Docker, { id }: SeenTask): Promise<string> => {
  const { Status } = await manager.getTask(id).inspect();
  return Status.ContainerStatus.ContainerID;
};
