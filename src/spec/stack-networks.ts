import { isDeepStrictEqual } from "node:util";
import type { NetworkAttachment, NetworkSpec } from "../model/spec.ts";
import type { Placed } from "./context.ts";
import { defined } from "./defined.ts";
import type { LoadedAttachment, LoadedService } from "./stack-loaded.ts";
import { badKey, ownName, type Scope } from "./stack-scope.ts";

/** The networks that one service joins, by their full names, under its own aliases and its short name. */
export const attachmentsOf = (service: string, scope: Scope): NetworkAttachment[] =>
  Object.entries(joined(scope.file.services[service]))
    .map(([key, { value }]) => {
      const network = nameOf(key, { service, scope });
      const { aliases = [], options } = value ?? {};
      // What every node has by itself knows no aliases, so the CLI adds none.
      const own = isUserDefined(network) ? [service] : [];
      return { network, aliases: [...aliases, ...own], ...defined({ options }) };
    })
    .sort((one, other) => (one.network < other.network ? -1 : 1));

/** The stack's own networks that a service joins; `docker stack deploy` makes no others. */
export const ownNetworks = (scope: Scope): Placed<NetworkSpec>[] =>
  withoutEquals(networksOf(scope));

/** Two keys may describe one network, in the same words. */
const withoutEquals = (all: readonly Placed<NetworkSpec>[]): Placed<NetworkSpec>[] =>
  all.filter(
    ({ value }, index) =>
      !all.slice(0, index).some((earlier) => isDeepStrictEqual(earlier.value, value)),
  );

const networksOf = (scope: Scope): Placed<NetworkSpec>[] =>
  usedKeys(scope)
    .filter((key) => scope.file.networks[key]?.external !== true)
    .map((key) => ({
      value: networkOf(key, scope),
      place: scope.placeOf(["networks", key]),
    }));

const networkOf = (key: string, scope: Scope): NetworkSpec => {
  const written = scope.file.networks[key];
  return {
    name: written?.name ?? ownName(scope, key),
    stack: scope.stack,
    driver: written?.driver || "overlay",
    attachable: written?.attachable ?? false,
    ...defined({
      internal: written?.internal,
      options: written?.driverOptions,
      ipam: written?.ipam,
      labels: written?.labels,
    }),
  };
};

/** The external networks that a service joins and that someone has to make, by their names in the swarm. */
export const externalNetworks = (scope: Scope): Placed<string>[] =>
  usedKeys(scope)
    .filter((key) => scope.file.networks[key]?.external === true)
    .map((key) => ({
      value: scope.file.networks[key]?.name ?? key,
      place: scope.placeOf(["networks", key]),
    }))
    .filter(({ value }) => isUserDefined(value));

const isUserDefined = (name: string): boolean =>
  !["host", "bridge", "none", "default"].includes(name);

const joined = (
  service: LoadedService | undefined,
): Readonly<Record<string, Placed<LoadedAttachment | null>>> => {
  const networks = service?.networks ?? {};
  const none = Object.keys(networks).length === 0;
  return none ? { default: { value: null, place: undefined } } : networks;
};

interface Use {
  readonly service: string;
  readonly scope: Scope;
}

const nameOf = (key: string, { service, scope }: Use): string => {
  const written = scope.file.networks[key];
  if (written === undefined && key !== "default") {
    const place = scope.file.services[service]?.networks?.[key]?.place;
    throw badKey({ placeOf: (path) => place ?? scope.placeOf(path) }, ["networks"], {
      problem: `no such entry under networks: ${key}`,
      hint: `declare ${key} under networks, with external: true if the feature describes it`,
    });
  }
  return written?.name ?? ownName(scope, key);
};

const usedKeys = (scope: Scope): string[] => {
  const services = Object.values(scope.file.services);
  return [...new Set(services.flatMap((service) => Object.keys(joined(service))))];
};
