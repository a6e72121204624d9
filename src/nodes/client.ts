import type { ContainerSpec } from "./container.ts";
import { labelsOf, nameIn, placeOf, type Site, weightOf } from "./site.ts";

/** Two: with one alone, a proxy that always reports the same address would look right. */
export const clientNames = ["client-1", "client-2"] as const;

/** A client on the public network only, with a relay that the engine's machine reaches there. */
export const clientContainer = (
  site: Site,
  name: string,
  index: number,
  image: string,
): ContainerSpec => ({
  name: nameIn(site, name),
  hostname: name,
  image,
  labels: labelsOf(site, "client", name),
  networks: [{ network: site.public.name, address: placeOf.client(site, index) }],
  host: { CpuShares: weightOf.client },
});
