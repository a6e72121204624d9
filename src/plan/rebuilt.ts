import type { Change } from "../model/change.ts";
import { BadInput } from "../model/errors.ts";
import type { SeenService, Snapshot } from "../model/snapshot.ts";
import { ownedBy } from "./owned.ts";
import { creation, removal } from "./services.ts";

/** Services that have to go before what they use can be made anew, and to come back after it. */
export interface Rebuilt {
  readonly removals: readonly Change[];
  readonly others: readonly Change[];
}

/**
 * Takes services off networks and volumes that are replaced: the engine keeps these while a service
 * names them. Throws BadInput where the service is somebody else's.
 */
export const rebuild = (
  services: readonly Change[],
  replaced: readonly Change[],
  { seen, declared, cluster, prune }: Context,
): Rebuilt => {
  const anew = namesIn(replaced);
  const users = seen.services.flatMap((service) => {
    const what = usedBy(service, anew);
    return what === undefined ? [] : [{ service, what }];
  });
  const foreign = users.find(({ service }) => !ownedBy(cluster)(service));
  if (foreign !== undefined) throw stillUsed(foreign);
  const kept = users.find(({ service }) =>
    declared.every(({ name }) => name !== service.spec.name),
  );
  if (kept !== undefined && !prune) throw wouldBeLost(kept);
  const reasons = new Map(users.map(({ service, what }) => [service.spec.name, what]));
  return {
    removals: users.map(({ service, what }) => removal(service, `its ${what} is made anew`)),
    others: [
      ...services.filter(({ name }) => !reasons.has(name)),
      ...declared
        .filter(({ name }) => reasons.has(name))
        .map((spec) => creation(spec, `removed for its ${reasons.get(spec.name)?.split(" ")[0]}`)),
    ],
  };
};

interface Context {
  readonly seen: Snapshot;
  readonly declared: readonly SeenService["spec"][];
  readonly cluster: string;
  readonly prune: boolean;
}

interface User {
  readonly service: SeenService;
  /** For example "network tuleap". */
  readonly what: string;
}

const namesIn = (replaced: readonly Change[]): ReadonlySet<string> =>
  new Set(
    replaced
      .filter(({ action }) => action === "replace")
      .map(({ kind, name }) => `${kind} ${name}`),
  );

const usedBy = ({ spec }: SeenService, anew: ReadonlySet<string>): string | undefined =>
  [
    ...spec.networks.map(({ network }) => `network ${network}`),
    ...spec.mounts.map(({ type, source }) => `${type} ${source}`),
  ].find((what) => anew.has(what));

const stillUsed = ({ service, what }: User): BadInput =>
  new BadInput(
    `${what} has to be made anew, but service ${service.spec.name}, which is not ours, uses it`,
    { hint: `take that service off the ${what.split(" ")[0]}, or describe it as it is` },
  );

/** Nothing but the swarm knows such a service: taken away, and not put back because of a failure, it would be gone. */
const wouldBeLost = ({ service, what }: User): BadInput =>
  new BadInput(
    `${what} has to be made anew, but service ${service.spec.name}, which nobody declares, uses it`,
    { hint: "declare the service, or let it go by leaving out --no-prune" },
  );
