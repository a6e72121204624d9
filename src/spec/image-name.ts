import type { ClusterSpec } from "../model/spec.ts";

/** One image of a cluster and the services that run it, the proxy among them. */
export interface NamedImage {
  readonly image: string;
  readonly services: readonly string[];
}

/** The distinct images of a cluster, the proxy's included, in the order in which they first appear. */
export const imagesOf = (spec: ClusterSpec): NamedImage[] => {
  const proxy = spec.proxy === undefined ? [] : [{ name: "proxy", image: spec.proxy.image }];
  const all = [...spec.services, ...proxy];
  return [...new Set(all.map(({ image }) => image))].map((image) => ({
    image,
    services: [...new Set(all.filter((one) => one.image === image).map(({ name }) => name))],
  }));
};

/** An image as the docker CLI pins it: its name, its tag or `latest`, and the digest. */
export const imageWithDigest = (image: string, digest: string): string =>
  `${imageWithTag(image)}@${digest}`;

/** An image as the docker CLI writes it without a digest: its name, and its tag or `latest`. */
export const imageWithTag = (image: string): string =>
  hasTag(image) || image.includes("@") ? image : `${image}:latest`;

/** A colon before the last slash belongs to the registry's port. */
const hasTag = (image: string): boolean => image.slice(image.lastIndexOf("/") + 1).includes(":");
