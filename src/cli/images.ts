import { join } from "node:path";
import { type BuiltImage, buildImages } from "../host/images.ts";
import { SwarmspecError } from "../model/errors.ts";
import type { ClusterSpec } from "../model/spec.ts";
import type { SiteImages } from "../nodes/simulate.ts";
import { imagesOf } from "../spec/image-name.ts";
import type { Workplace } from "./workplace.ts";

const ownImages = join(import.meta.dirname, "../../fixtures/images");

/** Builds what the parts of a cluster are made from, and what its registry is to hold. */
export const siteImages = async (
  spec: ClusterSpec,
  { engine, tell, signal }: Pick<Workplace, "engine" | "tell" | "signal">,
): Promise<SiteImages> => {
  const own = await buildImages(engine, ownImages, ["node", "client", "registry"], {
    tell,
    signal,
  });
  const parts = { node: named(own, "node"), client: named(own, "client") };
  if (spec.registry === undefined) return parts;
  const { address, images } = spec.registry;
  const wanted = namedIn(spec, address);
  const paths = [...new Set(wanted.map(({ path }) => path))];
  const built = await buildImages(engine, images, paths, { tell, signal });
  const holds = wanted.flatMap(({ path, tag }) =>
    built.filter(({ name }) => name === path).map(({ reference }) => ({ path, tag, reference })),
  );
  return { ...parts, registry: { address, image: named(own, "registry"), holds } };
};

const named = (images: readonly BuiltImage[], name: string): string => {
  const image = images.find((one) => one.name === name);
  if (image === undefined) throw new SwarmspecError(`${ownImages} has no image ${name}`);
  return image.reference;
};

/** Path and tag of the images that services take from the registry, for example `web` and `latest`. */
const namedIn = (spec: ClusterSpec, registry: string): readonly { path: string; tag: string }[] => {
  const names = imagesOf(spec)
    .map(({ image }) => image)
    .filter((image) => image.startsWith(`${registry}/`) && !image.includes("@"))
    .map((image) => image.slice(registry.length + 1).split(":"))
    .map(([path = "", tag = "latest"]) => ({ path, tag }));
  return names.filter(
    ({ path, tag }, i) => names.findIndex((one) => one.path === path && one.tag === tag) === i,
  );
};
