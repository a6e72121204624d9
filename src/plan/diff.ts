import type { Change, Plan } from "../model/change.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { ClusterSpec } from "../model/spec.ts";
import { type Files, fileChanges, fileRemovals } from "./files.ts";
import { inUseAfter } from "./in-use.ts";
import { networkChanges, networkRemovals } from "./networks.ts";
import { isDemotion, nodeChanges } from "./nodes.ts";
import { rebuild } from "./rebuilt.ts";
import { serviceChanges, serviceRemovals } from "./services.ts";

/**
 * What to write so that the swarm becomes what the spec says: empty where it is, and never a write
 * to what is not this cluster's. The spec's images are pinned. Throws BadInput where somebody
 * else's object has a wanted name.
 */
export const diff = (spec: ClusterSpec, seen: Snapshot): Plan => {
  const nodes = nodeChanges(spec.nodes, seen.nodes);
  const networks = networkChanges(spec, seen);
  const gone = serviceRemovals(spec, seen);
  const services = rebuild([...serviceChanges(spec, seen), ...gone], networks, {
    seen,
    declared: spec.services,
    cluster: spec.name,
  });
  const stages = [
    nodes.filter((change) => !isDemotion(change)),
    nodes.filter(isDemotion),
    services.removals,
    [...networks, ...files(spec, seen).flatMap(fileChanges)],
    services.others.filter(({ action }) => action !== "remove"),
    services.others.filter(({ action }) => action === "remove"),
    unused(spec, seen, [...services.removals, ...services.others]),
  ];
  return { stages: stages.filter((stage) => stage.length > 0) };
};

/** The changes of a plan one after the other, in an order that works. */
export const changesOf = (plan: Plan): readonly Change[] => plan.stages.flat();

const unused = (spec: ClusterSpec, seen: Snapshot, services: readonly Change[]): Change[] => {
  const inUse = inUseAfter(services, seen);
  return [
    ...networkRemovals(spec, seen, inUse.networks),
    ...files(spec, seen).flatMap((each) => fileRemovals(each, inUse.files)),
  ];
};

const files = (spec: ClusterSpec, seen: Snapshot): Files[] => [
  { kind: "config", cluster: spec.name, wanted: spec.configs, seen: seen.configs },
  { kind: "secret", cluster: spec.name, wanted: spec.secrets, seen: seen.secrets },
];
