import type Docker from "dockerode";
import { stackName } from "./stack-fixtures.ts";

/** Removes what belongs to the stack, services first. */
export const removeAll = async (manager: Docker): Promise<void> => {
  const filters = { label: [`com.docker.stack.namespace=${stackName}`] };
  for (const { ID } of await manager.listServices({ filters }))
    await manager.getService(ID).remove();
  for (const { Id } of await manager.listNetworks({ filters }))
    await manager.getNetwork(Id).remove();
  for (const { ID } of await manager.listConfigs({ filters })) await manager.getConfig(ID).remove();
  for (const { ID } of await manager.listSecrets({ filters })) await manager.getSecret(ID).remove();
};
