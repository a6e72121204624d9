import { join } from "node:path";
import { type BuiltImage, buildImages, referencesOf } from "../host/images.ts";
import { SwarmspecError } from "../model/errors.ts";
import type { ClusterSpec } from "../model/spec.ts";
import type { HeldImage } from "../nodes/held-image.ts";
import type { Registry } from "../nodes/registry.ts";
import type { SiteImages } from "../nodes/simulate.ts";
import { imagesOf } from "../spec/image-name.ts";
import type { Workplace } from "./workplace.ts";

const ownImages = join(import.meta.dirname, "../../fixtures/images");

type Place = Pick<Workplace, "engine" | "tell" | "signal">;

/** Builds what the parts of a cluster are made from, and what its registry is to hold. */
export const siteImages = async (spec: ClusterSpec, place: Place): Promise<SiteImages> => {
  const own = await buildImages(place.engine, ownImages, ["node", "client", "registry"], place);
  const parts = { node: named(own, "node"), client: named(own, "client") };
  const registry = await registryImages(spec, place, own);
  return { ...parts, ...(registry && { registry }) };
};

/** Builds what the registry of a cluster is to hold, if it has one, and what that is made from. */
export const registryImages = async (
  spec: ClusterSpec,
  place: Place,
  own?: readonly BuiltImage[],
): Promise<Registry | undefined> => {
  if (spec.registry === undefined) return undefined;
  const { engine } = place;
  const { address, images } = spec.registry;
  const wanted = namedIn(spec, address);
  const built = await buildImages(engine, images, pathsOf(wanted), place);
  const parts = own ?? (await buildImages(engine, ownImages, ["registry"], place));
  return { address, image: named(parts, "registry"), holds: heldOf(wanted, built) };
};

/** What the registry of a cluster is to hold once it is built; nothing is built. */
export const wantedImages = async (
  spec: ClusterSpec,
  { engine }: Pick<Workplace, "engine">,
): Promise<readonly HeldImage[]> => {
  if (spec.registry === undefined) return [];
  const { address, images } = spec.registry;
  const wanted = namedIn(spec, address);
  return heldOf(wanted, await referencesOf(engine, images, pathsOf(wanted)));
};

const named = (images: readonly BuiltImage[], name: string): string => {
  const image = images.find((one) => one.name === name);
  if (image === undefined) throw new SwarmspecError(`${ownImages} has no image ${name}`);
  return image.reference;
};

interface Wanted {
  readonly path: string;
  readonly tag: string;
}

const pathsOf = (wanted: readonly Wanted[]): readonly string[] => [
  ...new Set(wanted.map(({ path }) => path)),
];

const heldOf = (
  wanted: readonly Wanted[],
  images: readonly Pick<BuiltImage, "name" | "reference">[],
): readonly HeldImage[] =>
  wanted.flatMap(({ path, tag }) =>
    images.filter(({ name }) => name === path).map(({ reference }) => ({ path, tag, reference })),
  );

/** Path and tag of the images that services take from the registry, for example `web` and `latest`. */
const namedIn = (spec: ClusterSpec, registry: string): readonly Wanted[] => {
  const names = imagesOf(spec)
    .map(({ image }) => image)
    .filter((image) => image.startsWith(`${registry}/`) && !image.includes("@"))
    .map((image) => image.slice(registry.length + 1).split(":"))
    .map(([path = "", tag = "latest"]) => ({ path, tag }));
  return names.filter(
    ({ path, tag }, i) => names.findIndex((one) => one.path === path && one.tag === tag) === i,
  );
};
