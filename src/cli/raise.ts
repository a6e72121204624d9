import type Docker from "dockerode";
import { type Puller, pull } from "../docker/image.ts";
import { swarmBehind } from "../docker/swarm.ts";
import type { HostEngine } from "../host/find-engine.ts";
import { buildImages } from "../host/images.ts";
import type { Cluster } from "../model/cluster.ts";
import type { Listener } from "../model/event.ts";
import type { ClusterSpec } from "../model/spec.ts";
import { milliseconds } from "../model/units.ts";
import { answeringEngine } from "../nodes/answering.ts";
import { containersOf, isPart } from "../nodes/inventory.ts";
import { fillRegistry } from "../nodes/registry.ts";
import { ensureContainers } from "../nodes/simulate.ts";
import { ensureSwarm, type Member } from "../nodes/swarm.ts";
import { converge } from "../run/converge.ts";
import { imagesOf } from "../spec/image-name.ts";
import { clock } from "./clock.ts";
import { anyManager } from "./managers.ts";
import { pinned } from "./pins.ts";

/** What it takes to raise a cluster on an engine. */
export interface Site {
  readonly host: HostEngine;
  readonly engine: Docker;
  /** The run whose label the cluster's parts carry. */
  readonly run: string;
  /** The folder with the Dockerfiles of nodes, clients and registry. */
  readonly images: string;
  readonly tell: Listener;
  readonly signal: AbortSignal;
}

/** A cluster that is as its spec says; the spec is pinned. */
export interface Raised {
  readonly cluster: Cluster;
  readonly spec: ClusterSpec;
}

/** Makes nodes, swarm and services what the spec says, from whatever is there, and waits until they are. */
export const raise = async (spec: ClusterSpec, site: Site): Promise<Raised> => {
  const { engine, tell, signal } = site;
  const { useForContainers } = await import("../nodes/container.ts");
  useForContainers(site.host.endpoint);
  const cluster = await timed(site, `nodes of the swarm "${spec.name}"`, () =>
    ensureContainers({ ...site, spec, now: new Date() }),
  );
  const filled = timed(site, "images in the registry", () => ensureImages(spec, cluster, site));
  const [members] = await Promise.all([
    timed(site, "swarm", () => ensureMembers(spec, cluster, site)),
    filled,
  ]);
  const pullers = members.map((member) => ({ node: member.address.name, engine: member.engine }));
  const [manager] = pullers;
  const wanted =
    manager === undefined
      ? spec
      : await pinned(spec, { puller: manager, credentials: cluster.credentials });
  await timed(site, "images on the nodes", () => pullEverywhere(wanted, pullers));
  await convergeOn({ cluster, spec: wanted }, { tell, signal });
  return { cluster, spec: wanted };
};

/** Plans, applies and waits through a manager that answers. */
export const convergeOn = async (
  { cluster, spec }: Raised,
  { tell, signal }: Pick<Site, "tell" | "signal">,
): Promise<void> => {
  const { engine } = await anyManager(cluster);
  const swarm = swarmBehind(engine, cluster.name);
  await timed({ tell }, "services", () => converge(spec, { swarm, clock, tell, signal }));
};

const ensureMembers = async (
  spec: ClusterSpec,
  cluster: Cluster,
  { engine, signal }: Site,
): Promise<readonly Member[]> => {
  const { credentials } = cluster;
  const members = await Promise.all(
    spec.nodes.map(async ({ name, role }) => {
      const address = cluster.nodes.find((node) => node.name === name);
      if (address === undefined) throw new Error(`no container for ${name}`);
      const own = await answeringEngine(engine, address, { credentials, signal });
      return { address, role, engine: own };
    }),
  );
  await ensureSwarm(members);
  return members;
};

const ensureImages = async (spec: ClusterSpec, cluster: Cluster, site: Site): Promise<void> => {
  const { engine, tell, signal } = site;
  if (spec.registry === undefined) return;
  const { address, images: folder } = spec.registry;
  const names = imagesOf(spec)
    .map(({ image }) => image)
    .filter((image) => image.startsWith(`${address}/`))
    .map((image) => image.slice(address.length + 1).replace(/[:@].*$/, ""));
  const images = await buildImages(engine, folder, names, { tell, signal });
  const owner = { cluster: cluster.name, run: cluster.run };
  const registry = (await containersOf(engine, owner)).find((one) => isPart(one, "registry"));
  if (registry !== undefined)
    await fillRegistry(engine, { container: registry.Id, images, tell, signal });
};

/** Before any service asks for them: a task would pull too, but each in its turn and with no name for a failure. */
const pullEverywhere = async (spec: ClusterSpec, pullers: readonly Puller[]): Promise<void> => {
  await Promise.all(
    pullers.flatMap((puller) => imagesOf(spec).map(({ image }) => pull(image, puller))),
  );
};

const timed = async <T>(
  { tell }: Pick<Site, "tell">,
  what: string,
  work: () => Promise<T>,
): Promise<T> => {
  tell({ type: "began", what });
  const began = performance.now();
  const result = await work();
  tell({ type: "ended", what, took: milliseconds(performance.now() - began) });
  return result;
};
