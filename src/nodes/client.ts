import { type Credentials, relayPort } from "../model/cluster.ts";
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
  command: [`${relayPort}`, loginPath, ...leadsTo(site, placeOf.client(site, index))],
  networks: [{ network: site.public.name, address: placeOf.client(site, index) }],
  host: { CpuShares: clientWeight },
  files: {
    [credentialsPath]: JSON.stringify(credentials),
    [loginPath]: `${credentials.relay.username}:${credentials.relay.password}\n`,
  },
});

/** A command can be read by all users of the machine; a file of root's in the container by root alone. */
const loginPath = "/etc/swarmspec/relay-login";

/**
 * Where a client's relay may connect: what is behind it is a visitor's, and not the machine's or its own. To the
 * private network too, as that no visitor gets there is for the networks to see to, and not for the relay.
 */
const leadsTo = (site: Site, own: string): readonly string[] => [
  site.public.subnet,
  site.private.subnet,
  ...[placeOf.machine(site.public), placeOf.machine(site.private), own].map(
    (address) => `!${address}/32`,
  ),
];

interface Wish {
  readonly name: string;
  readonly index: number;
  readonly image: string;
  readonly credentials: Credentials;
}
