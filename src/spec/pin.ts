import { SwarmspecError } from "../model/errors.ts";
import type { ClusterSpec, Outside, ServiceSpec, TenantSpec } from "../model/spec.ts";
import { imageWithDigest, imageWithTag } from "./image-name.ts";
import { learningParts } from "./learning-parts.ts";
import { proxyParts, proxyStack } from "./proxy-parts.ts";

/** What only the outside can tell. */
export interface Pins {
  /** `sha256:…` by image as `imagesOf` names it; absent where images are to stay as they are named. */
  readonly digests?: ReadonlyMap<string, string>;
  /** PEM texts, certificate chain and key, by tenant's host. */
  readonly certificates: ReadonlyMap<string, string>;
}

/**
 * The cluster as it is to be written: every image with its digest, and the proxy as a service with its
 * config and certificates. Pinning twice changes nothing. Throws where a digest or certificate is missing.
 */
export const pin = (spec: ClusterSpec, pins: Pins): ClusterSpec => {
  const bare = withoutProxy(spec);
  const services = bare.services.map((one) => ({ ...one, image: pinned(one.image, pins) }));
  const outside = bare.outside && {
    outside: toldOf(bare.outside, { before: bare.services, after: services }),
  };
  if (spec.proxy === undefined) return { ...bare, services, ...outside };
  const proxy = { ...spec.proxy, image: pinned(spec.proxy.image, pins) };
  const partsOf = proxy.learns ? learningParts : proxyParts;
  const parts = partsOf(bare, proxy, certificatesOf(spec.tenants, pins));
  return {
    ...bare,
    ...outside,
    proxy,
    networks: [...bare.networks, ...parts.networks],
    configs: [...bare.configs, ...parts.configs],
    secrets: [...bare.secrets, ...parts.secrets],
    services: [...services, ...parts.services],
  };
};

const withoutProxy = (spec: ClusterSpec): ClusterSpec => ({
  ...spec,
  networks: spec.networks.filter(({ stack }) => stack !== proxyStack),
  configs: spec.configs.filter(({ stack }) => stack !== proxyStack),
  secrets: spec.secrets.filter(({ stack }) => stack !== proxyStack),
  services: spec.services.filter(({ stack }) => stack !== proxyStack),
});

interface Pinned {
  readonly before: readonly ServiceSpec[];
  readonly after: readonly ServiceSpec[];
}

/** What is told of services has their digests, also where an image is told by the name of a variable. */
const toldOf = (outside: Outside, { before, after }: Pinned): Outside => {
  const named = new Map(before.map(({ name, image }) => [name, image]));
  const written = new Map(after.map(({ name, image }) => [name, image]));
  const imageOf = ({ name, image }: ServiceSpec): string => {
    const real = written.get(name) ?? image;
    return image === named.get(name) ? real : withDigestOf(real, image);
  };
  const services = outside.services.map((told) => ({ ...told, image: imageOf(told) }));
  return { ...outside, services };
};

/** A variable may have the tag in it, so none is added to it. */
const withDigestOf = (real: string, told: string): string => {
  if (told.includes("@")) return told.includes("$") ? told : imageWithTag(told);
  const name = /\$[^/]*$/.test(told) ? told : imageWithTag(told);
  return `${name}${/@.*$/s.exec(real)?.[0] ?? ""}`;
};

const pinned = (image: string, { digests }: Pins): string => {
  if (image.includes("@")) return imageWithTag(image);
  if (digests === undefined) return imageWithTag(image);
  const digest = digests.get(image);
  if (digest !== undefined) return imageWithDigest(image, digest);
  throw new SwarmspecError(`no digest for ${image}, so nodes might run different images`, {
    hint: "see that the registry has the image, and that it answers",
  });
};

const certificatesOf = (tenants: readonly TenantSpec[], { certificates }: Pins) =>
  new Map(tenants.map(({ name, host }) => [name, certificateFor(host, certificates)]));

const certificateFor = (host: string, certificates: Pins["certificates"]): string => {
  const pem = certificates.get(host);
  if (pem !== undefined) return pem;
  throw new SwarmspecError(`no certificate for ${host}`, {
    hint: "the proxy needs one for each tenant's host",
  });
};
