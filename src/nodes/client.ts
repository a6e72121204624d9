import type { Credentials } from "../model/cluster.ts";
import type { ContainerSpec } from "./container.ts";
import { clientWeight, credentialsPath, labelsOf, nameIn, placeOf, type Site } from "./site.ts";

/** Two: with one alone, a proxy that always reports the same address would look right. */
export const clientNames = ["client-1", "client-2"] as const;

/**
 * A client on the public network only, with a relay that the engine's machine reaches there. It keeps the cluster's
 * keys too: nothing of the cluster runs in it, and what is root in a node must not be so in the others.
 */
export const clientContainer = (
  site: Site,
  { name, index, image, credentials }: Wish,
): ContainerSpec => ({
  name: nameIn(site, name),
  hostname: name,
  image,
  labels: labelsOf(site, "client", name),
  networks: [{ network: site.public.name, address: placeOf.client(site, index) }],
  host: { CpuShares: clientWeight },
  files: { [credentialsPath]: JSON.stringify(credentials) },
});

interface Wish {
  readonly name: string;
  readonly index: number;
  readonly image: string;
  readonly credentials: Credentials;
}
