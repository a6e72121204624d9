import type { Change, FieldChange } from "../model/change.ts";
import type { SeenNetwork, Snapshot } from "../model/snapshot.ts";
import type { ClusterSpec, IpamSpec, NetworkSpec } from "../model/spec.ts";
import { byName } from "./by-name.ts";
import { labelFields, withoutOwnership } from "./labels.ts";
import { notOurs, ownedBy } from "./owned.ts";
import { reasonFor } from "./reason.ts";

/** Networks to create or to make anew; throws BadInput where another's network cannot be used. */
export const networkChanges = (spec: ClusterSpec, seen: Snapshot): Change[] => {
  const there = byName(seen.networks, ({ name }) => name);
  return spec.networks.flatMap((wanted) =>
    networkChange(wanted, asTold(wanted, there.get(wanted.name)), spec),
  );
};

/**
 * For a moment after its creation the swarm tells neither driver nor subnets nor options of a network: until then these
 * are taken to be as wanted.
 */
const asTold = (spec: NetworkSpec, seen: SeenNetwork | undefined): SeenNetwork | undefined => {
  if (seen === undefined || seen.driver !== "") return seen;
  const { driver, options = {}, ipam = seen.ipam } = spec;
  return { ...seen, driver, options, ipam };
};

const networkChange = (
  spec: NetworkSpec,
  seen: SeenNetwork | undefined,
  { name: cluster, outside, showValues }: ClusterSpec,
): Change[] => {
  const told = { kind: "network", name: spec.name, spec } as const;
  if (seen === undefined)
    return [{ ...told, action: "create", reason: "not in the swarm", fields: [] }];
  if (!ownedBy(cluster)(seen)) return useAsItIs(spec, seen);
  const named = outside?.networks.find(({ name }) => name === spec.name);
  const fields = networkFields(spec, seen, { told: named, showValues });
  if (fields.length === 0) return [];
  const reason = `${reasonFor(fields)}, which cannot be changed in place`;
  return [{ ...told, action: "replace", seen, reason, fields }];
};

/** A user's own overlay network serves as well as ours would. */
const useAsItIs = (spec: NetworkSpec, seen: SeenNetwork): Change[] => {
  if (seen.driver === spec.driver) return [];
  throw notOurs(`${seen.driver} network ${seen.name}`, seen);
};

/** Docker changes nothing of a network in place, not even its labels. */
const networkFields = (
  spec: NetworkSpec,
  seen: SeenNetwork,
  { told = spec, showValues }: { told?: NetworkSpec | undefined; showValues?: true | undefined },
): FieldChange[] => [
  ...[
    { field: "driver", seen: seen.driver, wanted: spec.driver },
    { field: "attachable", seen: String(seen.attachable), wanted: String(spec.attachable) },
    { field: "internal", seen: String(seen.internal), wanted: String(spec.internal ?? false) },
    ...(spec.ipam === undefined ? [] : ipamFields(spec.ipam, seen.ipam)),
  ].filter((field) => field.seen !== field.wanted),
  ...labelFields(seen.options, spec.options ?? {}, {
    prefix: "options",
    told: told.options,
    showValues,
  }),
  ...labelFields(withoutOwnership(seen.labels), withoutOwnership(spec.labels ?? {}), {
    told: told.labels,
    showValues,
  }),
];

/** What the spec leaves open the swarm has chosen itself, and that is no difference. */
const ipamFields = (spec: IpamSpec, seen: IpamSpec): FieldChange[] => [
  ...(spec.driver === undefined
    ? []
    : [{ field: "ipam.driver", seen: seen.driver || "default", wanted: spec.driver || "default" }]),
  ...(spec.subnets.length === 0
    ? []
    : [{ field: "ipam.subnets", seen: listed(seen.subnets), wanted: listed(spec.subnets) }]),
];

const listed = (subnets: readonly string[]): string => subnets.toSorted().join(", ") || "(none)";

/** Our networks that are no longer declared and that no service which stays is attached to. */
export const networkRemovals = (
  spec: ClusterSpec,
  seen: Snapshot,
  inUse: ReadonlySet<string>,
): Change[] => {
  const declared = new Set(spec.networks.map(({ name }) => name));
  return seen.networks
    .filter(ownedBy(spec.name))
    .filter(({ name }) => !declared.has(name) && !inUse.has(name))
    .map((network) => ({
      action: "remove",
      kind: "network",
      name: network.name,
      seen: network,
      reason: "no longer declared",
      fields: [],
    }));
};
