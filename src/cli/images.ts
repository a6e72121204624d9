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
  const holds = await buildImages(engine, images, namesIn(spec, address), { tell, signal });
  return { ...parts, registry: { address, image: named(own, "registry"), holds } };
};

const named = (images: readonly BuiltImage[], name: string): string => {
  const image = images.find((one) => one.name === name);
  if (image === undefined) throw new SwarmspecError(`${ownImages} has no image ${name}`);
  return image.reference;
};

/** The names, without tag and digest, of the images that services take from the registry. */
const namesIn = (spec: ClusterSpec, registry: string): readonly string[] =>
  imagesOf(spec)
    .map(({ image }) => image)
    .filter((image) => image.startsWith(`${registry}/`))
    .map((image) => image.slice(registry.length + 1).replace(/[:@].*$/, ""));
