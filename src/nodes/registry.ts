import { createHash } from "node:crypto";
import type Docker from "dockerode";
import pRetry from "p-retry";
import { streamed } from "../host/image-store.ts";
import type { ServedCredentials } from "../model/cluster.ts";
import type { Listener } from "../model/event.ts";
import { ownCertificate } from "./authority.ts";
import type { ContainerSpec } from "./container.ts";
import { labelsOf, nameIn, placeOf, type Site } from "./site.ts";

const port = 5000;

/** The cluster's private registry: its address, its own image, and the images that it holds. */
export interface Registry {
  readonly address: string;
  readonly image: string;
  readonly holds: readonly HeldImage[];
}

/** An image as the registry is to give it out, and what it is called on the engine that has it. */
export interface HeldImage {
  readonly path: string;
  readonly tag: string;
  readonly reference: string;
}

/**
 * The volume with a registry's content, named by that content: runs with the same images share it,
 * and need not push again what an earlier run pushed. It belongs to no run and outlives them all.
 */
export const registryStorage = ({ holds }: Registry): string => {
  const references = holds
    .map(({ path, tag, reference }) => `${path}:${tag}=${reference}`)
    .toSorted();
  return `swarmspec-registry-${createHash("sha256").update(references.join()).digest("hex").slice(0, 12)}`;
};

/** The container of the cluster's private registry, on the private network, behind the cluster's own TLS. */
export const registryContainer = async (
  site: Site,
  registry: Registry,
  served: ServedCredentials,
): Promise<ContainerSpec> => {
  const host = registry.address.split(":")[0] ?? registry.address;
  const address = placeOf.registry(site);
  const { cert, key } = await ownCertificate(served, [host, address]);
  return {
    name: nameIn(site, "registry"),
    hostname: host,
    image: registry.image,
    labels: labelsOf(site, "registry", "registry"),
    networks: [{ network: site.private.name, address, aliases: [host] }],
    published: [port],
    files: {
      "/etc/registry/cert.pem": cert,
      "/etc/registry/key.pem": key,
    },
    host: {
      Mounts: [{ Type: "volume", Source: registryStorage(registry), Target: "/var/lib/registry" }],
    },
  };
};

/** Pushes images from the engine into the registry, under the names by which services ask for them. */
export const fillRegistry = async (
  engine: Docker,
  wish: { container: string; images: readonly HeldImage[]; tell: Listener; signal: AbortSignal },
): Promise<void> => {
  const { NetworkSettings } = await engine.getContainer(wish.container).inspect();
  const published = NetworkSettings.Ports[`${port}/tcp`]?.[0]?.HostPort;
  await Promise.all(
    wish.images.map(async ({ path, tag, reference }) => {
      // The engine trusts any certificate at 127.0.0.0/8, so the machine's own trust stays as it was.
      const target = { repo: `127.0.0.1:${published}/${path}`, tag };
      const pushed = `${target.repo}:${tag}`;
      await engine.getImage(reference).tag(target);
      try {
        await answering(wish.signal, async () => {
          const options = { authconfig: {}, abortSignal: wish.signal };
          const stream = await engine.getImage(pushed).push(options);
          await streamed(engine, stream, wish.tell, `push ${path}:${tag}`);
        });
      } finally {
        await engine.getImage(pushed).remove({ noprune: true });
      }
    }),
  );
};

/** A registry that has only just been started may not listen yet; any other refusal is final. */
const answering = (signal: AbortSignal, push: () => Promise<void>): Promise<void> =>
  pRetry(push, {
    ...{ retries: 100, factor: 1, minTimeout: 100, maxRetryTime: 20_000, signal },
    shouldRetry: ({ error }) => /connection refused|connection reset|EOF/.test(String(error)),
  });
