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

const host = /^(?:[a-z\d](?:[a-z\d-]*[a-z\d])?)(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*(?::\d+)?$/i;
const part = /^[a-z\d]+(?:(?:[._]|__|-+)[a-z\d]+)*$/;
const tag = /^\w[\w.-]{0,127}$/;
const digest = /^[a-z\d]+(?:[+._-][a-z\d]+)*:[a-f\d]{32,}$/i;

/**
 * Whether a text names an image as Docker writes them: host and port of a registry if need be, a path in small letters,
 * a tag, a digest. (distribution/reference regexp.go)
 */
export const isImage = (text: string): boolean => {
  const [named = "", ...digests] = text.split("@");
  const { name, tag: tagged } = parted(named);
  const parts = name.split("/");
  const [first = ""] = parts;
  const path = parts.length > 1 && isRegistry(first) ? parts.slice(1) : parts;
  return (
    name.length <= 255 &&
    (path.length === parts.length || host.test(first)) &&
    path.every((one) => part.test(one)) &&
    // A swarm takes such a name for an image's id, which no node can pull.
    !/^[a-f\d]{64}$/.test(name) &&
    (tagged === undefined || tag.test(tagged)) &&
    digests.length <= 1 &&
    digests.every((one) => digest.test(one))
  );
};

/** A colon before the last slash belongs to the registry's port. */
const parted = (named: string): { readonly name: string; readonly tag?: string } => {
  const at = named.indexOf(":", named.lastIndexOf("/") + 1);
  return at < 0 ? { name: named } : { name: named.slice(0, at), tag: named.slice(at + 1) };
};

/** Whether what stands before the first slash is a host, and no part of a path at Docker Hub. */
const isRegistry = (first: string): boolean =>
  /[.:]/.test(first) || first === "localhost" || first.toLowerCase() !== first;

/** An image as the docker CLI pins it: its name, its tag or `latest`, and the digest. */
export const imageWithDigest = (image: string, digest: string): string =>
  `${imageWithTag(image)}@${digest}`;

/** An image as the docker CLI writes it without a digest: its short name, and its tag or `latest`. */
export const imageWithTag = (image: string): string => {
  const [named = ""] = image.split("@");
  const isWhole = parted(named).tag !== undefined || image.includes("@");
  return shortened(isWhole ? image : `${image}:latest`);
};

/** Without the host of the registry that is meant where none is said, and without its folder `library`. */
const shortened = (image: string): string => {
  const path = image.replace(/^(index\.)?docker\.io\//, "");
  const isOfficial = /^library\/[^/]+$/.test(path);
  return isOfficial ? path.slice("library/".length) : path;
};
