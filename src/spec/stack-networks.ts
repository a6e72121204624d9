import type { NetworkAttachment, NetworkSpec } from "../model/spec.ts";
import type { Placed } from "./context.ts";
import type { WrittenService } from "./stack-file.ts";
import { badKey, ownName, type Scope } from "./stack-scope.ts";

/** The networks that one service joins, by their full names, under its short name and its own aliases. */
export const attachmentsOf = (service: string, scope: Scope): NetworkAttachment[] =>
  joined(scope.file.services[service])
    .map(({ key, aliases }, index) => ({
      network: nameOf(key, { service, index, scope }),
      aliases: [...new Set([...aliases, service])],
    }))
    .sort((one, other) => (one.network < other.network ? -1 : 1));

/** The stack's own networks that a service joins; `docker stack deploy` makes no others. */
export const ownNetworks = (scope: Scope): NetworkSpec[] =>
  usedKeys(scope)
    .map((key) => ({ key, written: scope.file.networks?.[key] }))
    .filter(({ written }) => written?.external !== true)
    .map(({ key, written }) => ({
      name: written?.name ?? ownName(scope, key),
      driver: "overlay",
      attachable: written?.attachable ?? false,
    }));

/** The external networks that a service joins, by their names in the swarm. */
export const externalNetworks = (scope: Scope): Placed<string>[] =>
  usedKeys(scope)
    .filter((key) => scope.file.networks?.[key]?.external === true)
    .map((key) => ({
      value: scope.file.networks?.[key]?.name ?? key,
      place: scope.placeOf(["networks", key]),
    }));

interface Joined {
  readonly key: string;
  readonly aliases: readonly string[];
}

const joined = (service: WrittenService | undefined): Joined[] => {
  const written = service?.networks ?? [];
  const entries: Joined[] = isList(written)
    ? written.map((key) => ({ key, aliases: [] }))
    : Object.entries(written).map(([key, entry]) => ({ key, aliases: entry?.aliases ?? [] }));
  return entries.length === 0 ? [{ key: "default", aliases: [] }] : entries;
};

const isList = (written: NonNullable<WrittenService["networks"]>): written is readonly string[] =>
  Array.isArray(written);

interface Use {
  readonly service: string;
  readonly index: number;
  readonly scope: Scope;
}

const nameOf = (key: string, { service, index, scope }: Use): string => {
  const written = scope.file.networks?.[key];
  if (written === undefined && key !== "default") {
    const inList = Array.isArray(scope.file.services[service]?.networks);
    throw badKey(scope, ["services", service, "networks", inList ? index : key], {
      problem: `no such entry under networks: ${key}`,
      hint: `declare ${key} under networks, with external: true if the feature describes it`,
    });
  }
  return written?.name ?? (written?.external === true ? key : ownName(scope, key));
};

const usedKeys = (scope: Scope): string[] => {
  const services = Object.values(scope.file.services);
  return [...new Set(services.flatMap((service) => joined(service).map(({ key }) => key)))];
};
