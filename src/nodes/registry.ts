import type Docker from "dockerode";
import { streamed } from "../host/image-store.ts";
import type { BuiltImage } from "../host/images.ts";
import type { Credentials } from "../model/cluster.ts";
import type { Listener } from "../model/event.ts";
import { certificateFor } from "./authority.ts";
import type { ContainerSpec } from "./container.ts";
import { labelsOf, nameIn, placeOf, type Site } from "./site.ts";

const port = 5000;

/** The container of the cluster's private registry, on the private network, behind the cluster's own TLS. */
export const registryContainer = async (
  site: Site,
  wish: { address: string; image: string; credentials: Credentials },
): Promise<ContainerSpec> => {
  const host = wish.address.split(":")[0] ?? wish.address;
  const address = placeOf.registry(site);
  return {
    name: nameIn(site, "registry"),
    hostname: host,
    image: wish.image,
    labels: labelsOf(site, "registry", "registry"),
    networks: [{ network: site.private.name, address, aliases: [host] }],
    published: [port],
    files: {
      "/etc/registry/cert.pem": await certificateFor(wish.credentials, [host, address]),
      "/etc/registry/key.pem": wish.credentials.servedKey,
    },
    host: {
      Mounts: [{ Type: "volume", Source: nameIn(site, "registry"), Target: "/var/lib/registry" }],
    },
  };
};

/** Pushes images from the engine into the registry, under their plain names. */
export const fillRegistry = async (
  engine: Docker,
  wish: { container: string; images: readonly BuiltImage[]; tell: Listener; signal: AbortSignal },
): Promise<void> => {
  const { NetworkSettings } = await engine.getContainer(wish.container).inspect();
  const published = NetworkSettings.Ports[`${port}/tcp`]?.[0]?.HostPort;
  await Promise.all(
    wish.images.map(async ({ name, reference }) => {
      // The engine trusts any certificate at 127.0.0.0/8, so the machine's own trust stays as it was.
      const target = { repo: `127.0.0.1:${published}/${name}`, tag: "latest" };
      const pushed = `${target.repo}:${target.tag}`;
      await engine.getImage(reference).tag(target);
      try {
        const options = { authconfig: {}, abortSignal: wish.signal };
        const stream = await engine.getImage(pushed).push(options);
        await streamed(engine, stream, wish.tell, `push ${name}`);
      } finally {
        await engine.getImage(pushed).remove({ noprune: true });
      }
    }),
  );
};
