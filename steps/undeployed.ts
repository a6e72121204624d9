import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import type Docker from "dockerode";
import { stackName } from "./stack-fixtures.ts";

/**
 * Removes what belongs to the stack, whoever deployed it. The swarm removes a service's tasks after the service, and
 * refuses to remove a network before, so docker stack rm fails now and then, and has to be repeated.
 */
export const removeAll = async (manager: Docker): Promise<void> => {
  const filters = { label: [`com.docker.stack.namespace=${stackName}`] };
  const services = (await manager.listServices({ filters })).map(({ ID }) => ID);
  for (const id of services) await manager.getService(id).remove();
  await tasksGone(manager, new Set(services));
  for (const { Id } of await manager.listNetworks({ filters }))
    await manager.getNetwork(Id).remove();
  for (const { ID } of await manager.listConfigs({ filters })) await manager.getConfig(ID).remove();
  for (const { ID } of await manager.listSecrets({ filters })) await manager.getSecret(ID).remove();
};

/** In milliseconds. Nothing runs on the drained node, so all that takes time is the swarm's own work. */
const patience = 10_000;

const tasksGone = async (manager: Docker, services: ReadonlySet<string>): Promise<void> => {
  const deadline = performance.now() + patience;
  for (;;) {
    const left = (await manager.listTasks()).filter(({ ServiceID }) => services.has(ServiceID));
    if (left.length === 0) return;
    assert.ok(performance.now() < deadline, `${left.length} tasks of removed services are left`);
    await wait(20);
  }
};
