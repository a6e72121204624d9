import type Docker from "dockerode";
import type { ContainerInfo } from "dockerode";
import { buildImages } from "../host/images.ts";
import { networksInUse } from "../host/networks.ts";
import type { Cluster, Credentials } from "../model/cluster.ts";
import type { Listener } from "../model/event.ts";
import type { ClusterSpec } from "../model/spec.ts";
import { foundAuthority } from "./authority.ts";
import { clientContainer, clientNames } from "./client.ts";
import { type ContainerSpec, startContainer } from "./container.ts";
import { containersOf, credentialsIn, isPart, readCluster } from "./inventory.ts";
import { nodeContainer } from "./node-container.ts";
import { registryContainer } from "./registry.ts";
import { labelsOf, nameIn, type Site } from "./site.ts";
import { ensureSiteNetworks } from "./site-networks.ts";

export interface Simulation {
  readonly engine: Docker;
  readonly spec: ClusterSpec;
  readonly run: string;
  /** Folder with the Dockerfiles of node, client and registry. */
  readonly images: string;
  readonly now: Date;
  readonly tell: Listener;
  readonly signal: AbortSignal;
}

/**
 * Makes the containers of a cluster exist and run: its nodes, two clients and, if it is to have one,
 * its registry. What runs already is left alone; what stopped is started again.
 */
export const ensureContainers = async (simulation: Simulation): Promise<Cluster> => {
  const { engine, spec, run } = simulation;
  const owner = { cluster: spec.name, run };
  const site = await ensureSiteNetworks(engine, owner, await networksInUse(engine));
  const seen = await containersOf(engine, owner);
  await ensureVolumes(engine, site, spec);
  await Promise.all([
    ...seen.map((container) => ensureRunning(engine, container)),
    ...(await missing(simulation, site, seen)).map(startContainer),
  ]);
  return readCluster(engine, owner);
};

const ensureRunning = async (engine: Docker, { Id, State }: ContainerInfo): Promise<void> => {
  if (State === "paused") await engine.getContainer(Id).unpause();
  if (State === "exited" || State === "created") await engine.getContainer(Id).start();
};

const missing = async (
  { engine, spec, images, now, tell, signal }: Simulation,
  site: Site,
  seen: readonly ContainerInfo[],
): Promise<readonly ContainerSpec[]> => {
  const isThere = ({ name }: ContainerSpec): boolean =>
    seen.some(({ Names }) => Names.includes(`/${name}`));
  const names = ["node", "client", ...(spec.registry ? ["registry"] : [])];
  const built = await buildImages(engine, images, names, { tell, signal });
  const image = (name: string): string =>
    built.find((one) => one.name === name)?.reference ?? `swarmspec/${name}`;
  const nodes = seen.filter((container) => isPart(container, "node"));
  const credentials =
    nodes.length > 0 ? await credentialsIn(engine, nodes) : await foundAuthority(spec.name, now);
  const all = await wanted(spec, site, { image, credentials });
  return all.filter((container) => !isThere(container));
};

const wanted = async (
  spec: ClusterSpec,
  site: Site,
  { image, credentials }: { image: (name: string) => string; credentials: Credentials },
): Promise<readonly ContainerSpec[]> => [
  ...(spec.registry
    ? [
        await registryContainer(site, {
          address: spec.registry.address,
          image: image("registry"),
          credentials,
        }),
      ]
    : []),
  ...(await Promise.all(
    spec.nodes.map(({ name }, index) =>
      nodeContainer(site, {
        name,
        index,
        image: image("node"),
        credentials,
        ...(spec.registry && { registry: spec.registry.address }),
      }),
    ),
  )),
  ...clientNames.map((name, index) => clientContainer(site, name, index, image("client"))),
];

// A volume that a container makes for itself carries no label, and would outlive the cluster.
const ensureVolumes = async (engine: Docker, site: Site, spec: ClusterSpec): Promise<void> => {
  const names = [
    ...spec.nodes.map(({ name }) => name),
    "srv",
    ...(spec.registry ? ["registry"] : []),
  ];
  await Promise.all(
    names.map((name) =>
      engine.createVolume({ Name: nameIn(site, name), Labels: labelsOf(site, "storage", name) }),
    ),
  );
};
