import { createHash } from "node:crypto";
import type Docker from "dockerode";
import pRetry from "p-retry";
import { streamed } from "../host/image-store.ts";
import type { Credentials } from "../model/cluster.ts";
import { SwarmspecError } from "../model/errors.ts";
import type { Listener } from "../model/event.ts";
import { label } from "../model/label.ts";
import { ownCertificate } from "./authority.ts";
import type { ContainerSpec } from "./container.ts";
import { contentOf, type HeldImage } from "./held-image.ts";
import { labelsOf, nameIn, placeOf, type Site } from "./site.ts";

/** Where images are pushed, which takes a login. Nodes pull at the port of the registry's address. */
const pushPort = 5001;

/** The cluster's private registry: its address, its own image, and the images that it holds. */
export interface Registry {
  readonly address: string;
  readonly image: string;
  readonly holds: readonly HeldImage[];
}

/**
 * The volume with a registry's content, named by that content: runs with the same images share it,
 * and need not push again what an earlier run pushed. It belongs to no run and outlives them all.
 */
export const registryStorage = ({ holds }: Registry): string => {
  const content = contentOf(holds).join();
  return `swarmspec-registry-${createHash("sha256").update(content).digest("hex").slice(0, 12)}`;
};

/**
 * The container of the cluster's private registry, on the private network, behind the cluster's own TLS: nodes read
 * with certificates, and who pushes has a login.
 */
export const registryContainer = async (
  site: Site,
  registry: Registry,
  { served, pusher }: Pick<Credentials, "served" | "pusher">,
): Promise<ContainerSpec> => {
  const host = registry.address.split(":")[0] ?? registry.address;
  const address = placeOf.registry(site);
  const { cert, key } = await ownCertificate(served, [host, address]);
  return {
    name: nameIn(site, "registry"),
    hostname: host,
    image: registry.image,
    labels: {
      ...labelsOf(site, "registry", "registry"),
      [label.holds]: contentOf(registry.holds).join(),
    },
    networks: [{ network: site.private.name, address, aliases: [host] }],
    published: [pushPort],
    files: {
      "/etc/registry/cert.pem": cert,
      "/etc/registry/key.pem": key,
      "/etc/registry/clients.pem": served.ca,
      "/etc/registry/password": pusher.password,
    },
    host: {
      Mounts: [{ Type: "volume", Source: registryStorage(registry), Target: "/var/lib/registry" }],
    },
  };
};

interface Filling {
  readonly container: string;
  readonly registry: Pick<Registry, "address" | "holds">;
  readonly pusher: Credentials["pusher"];
  readonly tell: Listener;
  readonly signal: AbortSignal;
}

/**
 * Pushes images from the engine into the registry, under the names by which services ask for them. Returns the digest
 * of each by that name with its tag.
 */
export const fillRegistry = async (
  engine: Docker,
  wish: Filling,
): Promise<ReadonlyMap<string, string>> => {
  const { address, holds } = wish.registry;
  const host = await pushAddress(engine, wish.container);
  return new Map(
    await Promise.all(
      holds.map(
        async (image) =>
          [`${address}/${image.path}:${image.tag}`, await push(engine, image, host, wish)] as const,
      ),
    ),
  );
};

/**
 * Where a registry's container takes pushes: host and port. The engine trusts any certificate there, so the machine's
 * own trust stays as it was.
 */
export const pushAddress = async (engine: Docker, container: string): Promise<string> => {
  const { NetworkSettings } = await engine.getContainer(container).inspect();
  return `127.0.0.1:${NetworkSettings.Ports[`${pushPort}/tcp`]?.[0]?.HostPort}`;
};

const push = async (
  engine: Docker,
  { path, tag, reference }: HeldImage,
  host: string,
  { pusher, tell, signal }: Filling,
): Promise<string> => {
  const target = { repo: `${host}/${path}`, tag };
  const pushed = engine.getImage(`${target.repo}:${tag}`);
  await engine.getImage(reference).tag(target);
  try {
    return await answering(signal, async () => {
      const authconfig = { ...pusher, serveraddress: host };
      const stream = await pushed.push({ authconfig, abortSignal: signal });
      const { Digest } = await streamed(engine, stream, tell, `push ${path}:${tag}`);
      if (Digest === undefined)
        throw new SwarmspecError(`${path}:${tag} was pushed without a digest`);
      return Digest;
    });
  } finally {
    await pushed.remove({ noprune: true });
  }
};

/**
 * A registry that has only just been started may not listen yet; any other refusal is final. An engine whose first try
 * with TLS nobody took tries without, and tells how that was answered a moment later; and one that has kept a
 * connection to a registry that was at this port before finds it closed.
 */
const answering = <T>(signal: AbortSignal, push: () => Promise<T>): Promise<T> =>
  pRetry(push, {
    ...{ retries: 100, factor: 1, minTimeout: 100, maxRetryTime: 20_000, signal },
    shouldRetry: ({ error }) =>
      /connection refused|connection reset|EOF|closed idle connection|HTTP request to an HTTPS server/.test(
        String(error),
      ),
  });
