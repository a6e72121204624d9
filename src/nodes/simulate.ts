import type Docker from "dockerode";
import type { ContainerInfo } from "dockerode";
import { networksInUse } from "../host/networks.ts";
import type { Cluster, Credentials } from "../model/cluster.ts";
import { SwarmspecError } from "../model/errors.ts";
import { label } from "../model/label.ts";
import type { ClusterSpec } from "../model/spec.ts";
import { newCredentials } from "./authority.ts";
import { clientContainer, clientNames } from "./client.ts";
import { type ContainerSpec, startContainer } from "./container.ts";
import { mend } from "./cut.ts";
import {
  addressOn,
  containersOf,
  credentialsIn,
  isPart,
  nameOf,
  readCluster,
} from "./inventory.ts";
import { nodeContainer } from "./node-container.ts";
import { type Registry, registryContainer, registryStorage } from "./registry.ts";
import { carryOver } from "./registry-content.ts";
import { labelsOf, nameIn, placeOf, type Site } from "./site.ts";
import { ensureSiteNetworks } from "./site-networks.ts";

export interface Simulation {
  readonly engine: Docker;
  readonly spec: ClusterSpec;
  readonly run: string;
  readonly images: SiteImages;
  readonly now: Date;
}

/** References of the images that the parts of a cluster are made from. */
export interface SiteImages {
  readonly node: string;
  readonly client: string;
  readonly registry?: Registry;
}

/**
 * Makes the containers of a cluster exist and run: its nodes, two clients and, if it is to have one,
 * its registry. What runs already is left alone; what stopped is started again, what was paused is resumed,
 * and what was cut from a network is connected again.
 */
export const ensureContainers = async (simulation: Simulation): Promise<Cluster> => {
  const { engine, spec, run, images } = simulation;
  const owner = { cluster: spec.name, run };
  const site = await ensureSiteNetworks(engine, owner, await networksInUse(engine));
  const seen = await withoutStale(engine, await containersOf(engine, owner), images.registry);
  await ensureVolumes(engine, site, spec);
  const { keepers = [], others = [] } = Object.groupBy(
    await missing(simulation, site, seen),
    ({ labels }) => (labels[label.part] === "client" ? "keepers" : "others"),
  );
  // Clients keep the keys, and of nodes without keys nothing could be made any more.
  await allOf([
    ...seen.map((container) => ensureRunning(engine, container)),
    ...keepers.map(startContainer),
  ]);
  await allOf(others.map(startContainer));
  return readCluster(engine, owner);
};

/** Fails not before all have ended: who cleans up after a failure has to find everything. */
const allOf = async (starts: readonly Promise<unknown>[]): Promise<void> => {
  const failed = (await Promise.allSettled(starts)).find(({ status }) => status === "rejected");
  if (failed !== undefined) throw (failed as PromiseRejectedResult).reason;
};

/** Makes the registry of a cluster that is up one that is to hold these images, whatever becomes of its nodes. */
export const ensureRegistry = async (
  engine: Docker,
  owner: Pick<Site, "cluster" | "run">,
  registry: Registry,
): Promise<void> => {
  const seen = await withoutStale(engine, await containersOf(engine, owner), registry);
  const there = seen.find((container) => isPart(container, "registry"));
  if (there !== undefined) return ensureRunning(engine, there);
  const site = await ensureSiteNetworks(engine, owner, await networksInUse(engine));
  await startContainer(await registryContainer(site, registry, await credentialsIn(engine, seen)));
};

/** A registry that holds other images than wanted is replaced by one that holds these too; no content is in the container. */
const withoutStale = async (
  engine: Docker,
  seen: readonly ContainerInfo[],
  registry: Registry | undefined,
): Promise<readonly ContainerInfo[]> => {
  const stale = registry === undefined ? [] : seen.filter((one) => isStale(one, registry));
  for (const { Id, Mounts, Labels } of stale) {
    const [from] = Mounts.flatMap(({ Type, Name }) => (Type === "volume" && Name ? [Name] : []));
    // Only when its images are carried over is it taken away: who is interrupted begins again.
    if (registry !== undefined && from !== undefined) {
      const [to, { image }] = [registryStorage(registry), registry];
      await carryOver(engine, { from, to, image, labels: { ...Labels, [label.part]: "storage" } });
    }
    await engine.getContainer(Id).remove({ force: true });
  }
  return seen.filter((container) => !stale.includes(container));
};

const isStale = (container: ContainerInfo, registry: Registry): boolean =>
  isPart(container, "registry") &&
  container.Mounts.every(({ Name }) => Name !== registryStorage(registry));

const ensureRunning = async (engine: Docker, container: ContainerInfo): Promise<void> => {
  const { Id, State } = container;
  if (State === "paused") await engine.getContainer(Id).unpause();
  // A packet filter ends with the container, so what is started now has none.
  if (State === "exited" || State === "created") await engine.getContainer(Id).start();
  else if (isPart(container, "node"))
    await mend(engine, { name: nameOf(container), container: Id });
};

const missing = async (
  { engine, spec, images, now }: Simulation,
  site: Site,
  seen: readonly ContainerInfo[],
): Promise<readonly ContainerSpec[]> => {
  const nodes = seen.filter((container) => isPart(container, "node"));
  const credentials =
    seen.length > 0 ? await credentialsIn(engine, seen) : await newCredentials(spec.name, now);
  const isThere = (name: string): boolean => seen.some(({ Names }) => Names.includes(`/${name}`));
  const newNodes = spec.nodes
    .map(({ name }) => name)
    .filter((name) => !isThere(nameIn(site, name)));
  const places = freePlaces(site, nodes);
  const all = await newContainers(site, newNodes, { images, credentials, places });
  return all.filter(({ name }) => !isThere(name));
};

/** A node that was named earlier keeps its address, wherever the feature names it now. */
const freePlaces = (site: Site, nodes: readonly ContainerInfo[]): readonly number[] => {
  const taken = nodes.map((node) => addressOn(node, site.private.name));
  return Array.from({ length: 150 }, (_, index) => index).filter(
    (index) => !taken.includes(placeOf.node(site, index).private),
  );
};

interface Means {
  readonly images: SiteImages;
  readonly credentials: Credentials;
  /** Places for new nodes, one each. */
  readonly places: readonly number[];
}

const newContainers = async (
  site: Site,
  nodes: readonly string[],
  { images, credentials, places }: Means,
): Promise<readonly ContainerSpec[]> => [
  ...(images.registry ? [await registryContainer(site, images.registry, credentials)] : []),
  ...(await Promise.all(
    nodes.map((name, i) => {
      const index = places[i];
      if (index === undefined) throw new SwarmspecError("a cluster has at most 150 nodes");
      return nodeContainer(site, {
        name,
        index,
        image: images.node,
        credentials,
        ...(images.registry && { registry: images.registry.address }),
      });
    }),
  )),
  ...clientNames.map((name, index) =>
    clientContainer(site, { name, index, image: images.client, credentials }),
  ),
];

// A volume that a container makes for itself carries no label, and would outlive the cluster.
const ensureVolumes = async (engine: Docker, site: Site, spec: ClusterSpec): Promise<void> => {
  const names = [...spec.nodes.map(({ name }) => name), "srv"];
  await Promise.all(
    names.map((name) =>
      engine.createVolume({ Name: nameIn(site, name), Labels: labelsOf(site, "storage", name) }),
    ),
  );
};
