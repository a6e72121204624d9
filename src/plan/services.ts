import type { Change } from "../model/change.ts";
import type { SeenService, Snapshot } from "../model/snapshot.ts";
import type { ClusterSpec, ServiceSpec } from "../model/spec.ts";
import { differences } from "./fields.ts";
import { notOurs, ownedBy } from "./owned.ts";
import { reasonFor } from "./reason.ts";

/** What declared services lack; throws BadInput where somebody else's service has the name. */
export const serviceChanges = (spec: ClusterSpec, seen: Snapshot): Change[] =>
  spec.services.flatMap((wanted) => {
    const there = seen.services.find((service) => service.spec.name === wanted.name);
    if (there === undefined) return [creation(wanted, "not in the swarm")];
    if (!ownedBy(spec.name)(there)) throw notOurs(`service ${wanted.name}`, there);
    return serviceChange(wanted, there);
  });

/** Our services that are no longer declared. */
export const serviceRemovals = (spec: ClusterSpec, seen: Snapshot): Change[] => {
  const declared = new Set(spec.services.map(({ name }) => name));
  return seen.services
    .filter(ownedBy(spec.name))
    .filter((service) => !declared.has(service.spec.name))
    .map((service) => removal(service, "no longer declared"));
};

export const creation = (spec: ServiceSpec, reason: string): Change => ({
  action: "create",
  kind: "service",
  name: spec.name,
  spec,
  reason,
  fields: [],
});

export const removal = (seen: SeenService, reason: string): Change => ({
  action: "remove",
  kind: "service",
  name: seen.spec.name,
  seen,
  reason,
  fields: [],
});

const serviceChange = (spec: ServiceSpec, seen: SeenService): Change[] => {
  const fields = differences(seen.spec, spec);
  if (fields.length === 0) return [];
  const told = { kind: "service", name: spec.name, spec, seen, fields } as const;
  return spec.mode.kind === seen.spec.mode.kind
    ? [{ ...told, action: "update", reason: reasonFor(fields) }]
    : [{ ...told, action: "replace", reason: "mode cannot be changed in place" }];
};
