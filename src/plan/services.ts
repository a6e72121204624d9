import type { Change } from "../model/change.ts";
import { concealing } from "../model/concealed.ts";
import type { SeenService, Snapshot } from "../model/snapshot.ts";
import type { ClusterSpec, ServiceSpec } from "../model/spec.ts";
import { byName } from "./by-name.ts";
import { differences, type Telling } from "./fields.ts";
import { brokenOff, laggingIn } from "./lagging.ts";
import { notOurs, ownedBy } from "./owned.ts";
import { reasonFor } from "./reason.ts";
import { isJob } from "./view.ts";

/** What declared services lack; throws BadInput where somebody else's service has the name. */
export const serviceChanges = (
  spec: ClusterSpec,
  seen: Snapshot,
  { lagging }: { readonly lagging: boolean },
): Change[] => {
  const there = byName(seen.services, (service) => service.spec.name);
  const { outside, showValues } = spec;
  const told = byName(outside?.services ?? [], ({ name }) => name);
  const conceal = concealing(outside?.values);
  const behind = new Map(
    (lagging ? laggingIn(spec, seen) : []).map(({ service, reason }) => [service.id, reason]),
  );
  return spec.services.flatMap((wanted) => {
    const service = there.get(wanted.name);
    if (service === undefined) return [creation(wanted, "not in the swarm")];
    if (!ownedBy(spec.name)(service)) throw notOurs(`service ${wanted.name}`, service);
    const telling = { told: told.get(wanted.name), conceal, showValues };
    const change = serviceChange(wanted, service, telling);
    if (change !== undefined) return [change];
    const stuck = brokenOff(service) ?? behind.get(service.id);
    return stuck === undefined ? [] : [onceMore(wanted, service, stuck)];
  });
};

/** Our services that are no longer declared. */
export const serviceRemovals = (spec: ClusterSpec, seen: Snapshot): Change[] => {
  const declared = new Set(spec.services.map(({ name }) => name));
  return seen.services
    .filter(ownedBy(spec.name))
    .filter((service) => !declared.has(service.spec.name))
    .map((service) => removal(service, `no longer declared${keptBy(service.spec)}`));
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

const serviceChange = (
  spec: ServiceSpec,
  seen: SeenService,
  telling: Telling,
): Change | undefined => {
  const fields = differences(seen.spec, spec, telling);
  if (fields.length === 0) return undefined;
  const told = { kind: "service", name: spec.name, spec, seen, fields } as const;
  if (spec.mode.kind !== seen.spec.mode.kind)
    return { ...told, action: "replace", reason: "mode cannot be changed in place" };
  // The engine counts every write to a job as a wish to run it again.
  const again = isJob(spec) ? ", so it runs again" : "";
  return { ...told, action: "update", reason: `${reasonFor(fields)}${again}` };
};

/** Any write takes up an update that has come to a stop, also one that changes nothing. */
const onceMore = (spec: ServiceSpec, seen: SeenService, stuck: string): Change => ({
  action: "update",
  kind: "service",
  name: spec.name,
  spec,
  seen,
  reason: `${stuck}, so it is written once more as it is`,
  fields: [],
});

/** Where what the service has written outlives it: neither folders nor volumes are ever removed with it. */
const keptBy = ({ mounts }: ServiceSpec): string => {
  const places = mounts
    .filter(({ readOnly, source }) => !readOnly && source)
    .flatMap(({ type, source }) => {
      if (type === "bind") return [`in ${source}`];
      return type === "volume" ? [`in the volume ${source} of its nodes`] : [];
    });
  return places.length === 0 ? "" : `; its data stay ${[...new Set(places)].join(" and ")}`;
};
