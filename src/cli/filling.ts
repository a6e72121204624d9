import type { Cluster } from "../model/cluster.ts";
import type { ClusterSpec } from "../model/spec.ts";
import { notHeld } from "../nodes/held-image.ts";
import { containersOf, isPart } from "../nodes/inventory.ts";
import type { Registry } from "../nodes/registry.ts";
import { timed } from "./timed.ts";
import type { Workplace } from "./workplace.ts";

type Digests = ReadonlyMap<string, string>;
type Place = Pick<Workplace, "engine" | "tell" | "signal">;

/** Pushes what a registry is to hold; returns the digest of each image by its name with its tag. */
export const filled = async (
  cluster: Cluster,
  registry: Registry | undefined,
  { engine, tell, signal }: Place,
): Promise<Digests> => {
  if (registry === undefined) return new Map();
  const container = await registryContainer(cluster, engine);
  if (container === undefined) throw new Error("the registry's container is missing");
  const { pusher } = cluster.credentials;
  // Not loaded before something is pushed: its library for certificates takes its time.
  const { fillRegistry } = await import("../nodes/registry.ts");
  return fillRegistry(engine, { container: container.Id, registry, pusher, tell, signal });
};

/**
 * Has the registry of a cluster that is up hold what is described, as raising would. Returns the digests of what it
 * lacked, and is quick where that is nothing.
 */
export const filledUp = async (
  spec: ClusterSpec,
  cluster: Cluster,
  place: Pick<Workplace, "engine" | "tell" | "signal" | "host">,
): Promise<Digests> => {
  if ((await lackedBy(cluster, spec, place)).length === 0) return new Map();
  // Not loaded before something is to be made.
  const { registryImages } = await import("./images.ts");
  const { ensureRegistry } = await import("../nodes/simulate.ts");
  const { useForContainers } = await import("../nodes/container.ts");
  useForContainers(place.host.endpoint);
  const registry = await timed(place, "images", () => registryImages(spec, place));
  if (registry === undefined) return new Map();
  return timed(place, "images in the registry", async () => {
    await ensureRegistry(place.engine, { cluster: cluster.name, run: cluster.run }, registry);
    return filled(cluster, registry, place);
  });
};

/** What a plan tells in the place of the digest of an image that is not in the registry yet. */
export const toBePushed = async (
  spec: ClusterSpec,
  cluster: Cluster,
  place: Pick<Workplace, "engine">,
): Promise<Digests> =>
  new Map((await lackedBy(cluster, spec, place)).map((image) => [image, "(apply pushes it)"]));

/** The images, with their tags, that have a folder and that the registry was not filled with. */
const lackedBy = async (
  cluster: Cluster,
  spec: ClusterSpec,
  { engine }: Pick<Workplace, "engine">,
): Promise<readonly string[]> => {
  if (spec.registry === undefined) return [];
  const container = await registryContainer(cluster, engine);
  if (container === undefined) return [];
  const { wantedImages } = await import("./images.ts");
  const lacked = notHeld(await wantedImages(spec, { engine }), container);
  return lacked.map(({ path, tag }) => `${spec.registry?.address}/${path}:${tag}`);
};

const registryContainer = async ({ name: cluster, run }: Cluster, engine: Workplace["engine"]) =>
  (await containersOf(engine, { cluster, run })).find((one) => isPart(one, "registry"));
