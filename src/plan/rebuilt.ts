import type { Change } from "../model/change.ts";
import { BadInput } from "../model/errors.ts";
import type { SeenService, Snapshot } from "../model/snapshot.ts";
import { ownedBy } from "./owned.ts";
import { creation, removal } from "./services.ts";

/** Services that have to go before a network can be made anew, and to come back after it. */
export interface Rebuilt {
  readonly removals: readonly Change[];
  readonly others: readonly Change[];
}

/**
 * Takes services off networks that are replaced: the engine keeps a network while a service names
 * it. Throws BadInput where the service is somebody else's.
 */
export const rebuild = (
  services: readonly Change[],
  networks: readonly Change[],
  { seen, declared, cluster }: Context,
): Rebuilt => {
  const anew = networks.filter(({ action }) => action === "replace").map(({ name }) => name);
  const attached = seen.services.filter((service) => networkOf(service, anew) !== undefined);
  const foreign = attached.find((service) => !ownedBy(cluster)(service));
  if (foreign !== undefined) throw stillUsed(foreign, anew);
  const names = new Set(attached.map((service) => service.spec.name));
  return {
    removals: attached.map((service) => removal(service, reasonFor(service, anew))),
    others: [
      ...services.filter(({ name }) => !names.has(name)),
      ...declared
        .filter(({ name }) => names.has(name))
        .map((spec) => creation(spec, "removed for its network")),
    ],
  };
};

interface Context {
  readonly seen: Snapshot;
  readonly declared: readonly SeenService["spec"][];
  readonly cluster: string;
}

const networkOf = (service: SeenService, names: readonly string[]): string | undefined =>
  service.spec.networks.find(({ network }) => names.includes(network))?.network;

const reasonFor = (service: SeenService, names: readonly string[]): string =>
  `its network ${networkOf(service, names)} is made anew`;

const stillUsed = (service: SeenService, names: readonly string[]): BadInput =>
  new BadInput(
    `network ${networkOf(service, names)} has to be made anew, but service ${service.spec.name}, which is not ours, uses it`,
    { hint: "take that service off the network, or describe the network as it is" },
  );
