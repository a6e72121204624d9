import type { NetworkCreateOptions } from "dockerode";
import type { Change } from "../model/change.ts";
import { NotConverged } from "../model/errors.ts";
import { gone } from "./gone.ts";
import { toWireNetwork } from "./wire-network.ts";
import { toWireStoredFile } from "./wire-stored-file.ts";
import { removeNetwork } from "./write-network.ts";
import { writeService } from "./write-service.ts";
import { removeVolume } from "./write-volume.ts";
import type { WritableIds, Writing } from "./writing.ts";

/** Makes one change; what is gone already counts as removed. */
export const write = async (change: Change, writing: Writing, ids: WritableIds): Promise<void> => {
  switch (change.kind) {
    case "node":
      return writeNode(change, writing);
    case "network":
      return writeNetwork(change, writing, ids);
    case "volume":
      return removeVolume(change.name, writing);
    case "config":
    case "secret":
      return writeFile(change, writing, ids);
    case "service":
      return writeService(change, writing, ids);
  }
};

type On<Kind extends Change["kind"]> = Extract<Change, { kind: Kind }>;

const writeNode = async (change: On<"node">, { manager }: Writing): Promise<void> => {
  if (change.action === "create")
    throw new NotConverged(`${change.name} is not in the swarm`, {
      hint: "swarmspec up makes missing nodes and lets them join",
    });
  const { role, availability = "active", labels } = change.spec;
  const node = manager.getNode(change.seen.id);
  const { Spec } = await node.inspect();
  await node.update({
    _query: { version: change.seen.version },
    _body: { ...Spec, Role: role, Availability: availability, ...(labels && { Labels: labels }) },
  });
};

const writeNetwork = async (
  change: On<"network">,
  writing: Writing,
  ids: WritableIds,
): Promise<void> => {
  const { manager, cluster } = writing;
  if (change.action !== "create") await removeNetwork(change.seen, writing);
  if (change.action === "remove") return;
  const { id } = await manager.createNetwork(
    toWireNetwork(change.spec, cluster) as NetworkCreateOptions,
  );
  ids.networks.set(change.name, id);
};

const writeFile = async (
  change: On<"config" | "secret">,
  { manager, cluster }: Writing,
  ids: WritableIds,
): Promise<void> => {
  const { action, kind, name } = change;
  const isConfig = kind === "config";
  if (action === "remove") {
    const { id } = change.seen;
    return gone((isConfig ? manager.getConfig(id) : manager.getSecret(id)).remove());
  }
  const body = toWireStoredFile(change.spec, cluster);
  const made = await (isConfig ? manager.createConfig(body) : manager.createSecret(body));
  (isConfig ? ids.configs : ids.secrets).set(name, made.id);
};
