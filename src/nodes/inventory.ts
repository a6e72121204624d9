import { buffer, text } from "node:stream/consumers";
import type Docker from "dockerode";
import type { ContainerInfo } from "dockerode";
import tar from "tar-stream";
import { statusOf } from "../docker/refusal.ts";
import type { ClientAddress, Cluster, Credentials, NodeAddress } from "../model/cluster.ts";
import { SwarmspecError } from "../model/errors.ts";
import { label } from "../model/label.ts";
import { read } from "../model/read.ts";
import { credentialsPath, nameIn, type Part, type Site } from "./site.ts";

type Owner = Pick<Site, "cluster" | "run">;

/** Containers of a cluster on the engine, running or not. */
export const containersOf = (engine: Docker, owner: Owner): Promise<ContainerInfo[]> =>
  engine.listContainers({
    all: true,
    filters: { label: [`${label.cluster}=${owner.cluster}`, `${label.run}=${owner.run}`] },
  });

/** Whether every container of a cluster runs. */
export const allRun = async (engine: Docker, cluster: Cluster): Promise<boolean> => {
  const containers = await containersOf(engine, { cluster: cluster.name, run: cluster.run });
  const running = containers.filter(({ State }) => State === "running").map(({ Id }) => Id);
  const expected = [...cluster.nodes, ...cluster.clients];
  return (
    running.length === containers.length &&
    expected.every(({ container }) => running.includes(container))
  );
};

export const isPart = (container: ContainerInfo, part: Part, name?: string): boolean =>
  container.Labels[label.part] === part &&
  (name === undefined || container.Labels[label.name] === name);

/** Reads a cluster from the labels and addresses of its containers. Nothing is remembered elsewhere. */
export const readCluster = async (engine: Docker, owner: Owner): Promise<Cluster> => {
  const containers = (await containersOf(engine, owner)).sort(byName);
  const nodes = containers.filter((container) => isPart(container, "node"));
  return {
    name: owner.cluster,
    run: owner.run,
    nodes: nodes.map((container) => nodeAddress(container, owner)),
    clients: containers
      .filter((container) => isPart(container, "client"))
      .map((container) => clientAddress(container, owner)),
    credentials: await credentialsIn(engine, containers),
  };
};

/** The cluster's keys. Each client's container has them, running or not; the first is asked. */
export const credentialsIn = async (
  engine: Docker,
  containers: readonly ContainerInfo[],
): Promise<Credentials> => {
  const first = containers.find((container) => isPart(container, "client"));
  const cluster = containers[0]?.Labels[label.cluster] ?? "";
  if (first === undefined) throw withoutKeys(cluster, "the clients, which keep them, are gone");
  const archive = await engine
    .getContainer(first.Id)
    .getArchive({ path: credentialsPath })
    .catch((cause) => {
      throw statusOf(cause) === 404
        ? withoutKeys(cluster, "an older swarmspec raised it", cause)
        : cause;
    });
  const entries = tar.extract();
  // Read to its end: half an answer would hold the connection, and the process, open.
  entries.end(await buffer(archive));
  for await (const entry of entries) {
    const credentials = read<Credentials>(await text(entry));
    if (credentials !== undefined && !("relay" in credentials))
      throw withoutKeys(cluster, "an older swarmspec raised it");
    if (credentials !== undefined) return credentials;
    // Not a word of it: it holds keys.
    throw withoutKeys(cluster, `${credentialsPath} in ${nameOf(first)} is not JSON`);
  }
  throw withoutKeys(cluster, `${credentialsPath} is missing in ${nameOf(first)}`);
};

const withoutKeys = (cluster: string, why: string, cause?: unknown): SwarmspecError =>
  new SwarmspecError(`the keys of "${cluster}" are not where they should be: ${why}`, {
    cause,
    hint: "swarmspec down and then up make it anew",
  });

const byName = (a: ContainerInfo, b: ContainerInfo): number => nameOf(a).localeCompare(nameOf(b));

export const nameOf = (container: ContainerInfo): string =>
  container.Labels[label.name] ?? container.Id;

const nodeAddress = (container: ContainerInfo, owner: Owner): NodeAddress => ({
  name: nameOf(container),
  container: container.Id,
  public: addressOn(container, nameIn(owner, "public")),
  private: addressOn(container, nameIn(owner, "private")),
});

const clientAddress = (container: ContainerInfo, owner: Owner): ClientAddress => ({
  name: nameOf(container),
  container: container.Id,
  address: addressOn(container, nameIn(owner, "public")),
});

// The configured address, not the current one: a stopped container has none, and keeps this.
export const addressOn = (container: ContainerInfo, network: string): string =>
  container.NetworkSettings.Networks[network]?.IPAMConfig?.IPv4Address ?? "";
