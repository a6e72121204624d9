import type { Change, Plan } from "../model/change.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { ClusterSpec } from "../model/spec.ts";
import { type Files, fileChanges, fileRemovals } from "./files.ts";
import { inUseAfter } from "./in-use.ts";
import { networkChanges, networkRemovals } from "./networks.ts";
import { isDemotion, nodeChanges } from "./nodes.ts";
import { inOrder } from "./ports.ts";
import { rebuild } from "./rebuilt.ts";
import { serviceChanges, serviceRemovals } from "./services.ts";
import { isMark, marksDone, marksFor } from "./volume-marks.ts";
import { volumeChanges } from "./volumes.ts";

export interface DiffOptions {
  /** Whether what is ours and no longer declared goes; it does unless told. */
  readonly prune?: boolean;
  /** Whether services count that the swarm may yet see to by itself; they do unless told. */
  readonly lagging?: boolean;
}

/**
 * What to write so that the swarm becomes what the spec says: empty where it is, and never a write
 * to what is not this cluster's. The spec's images are pinned. Throws BadInput where somebody
 * else's object has a wanted name, or a volume's data would be lost.
 */
export const diff = (
  spec: ClusterSpec,
  seen: Snapshot,
  { prune = true, lagging = true }: DiffOptions = {},
): Plan => {
  const nodes = nodeChanges(spec.nodes, seen.nodes);
  const networks = networkChanges(spec, seen);
  const volumes = volumeChanges(spec, seen);
  const services = rebuild(
    [...serviceChanges(spec, seen, { lagging }), ...(prune ? serviceRemovals(spec, seen) : [])],
    [...networks, ...volumes],
    { seen, declared: spec.services, cluster: spec.name, prune },
  );
  const written = inOrder(services.others);
  const stages = [
    nodes.filter((change) => !isDemotion(change)),
    nodes.filter(isDemotion),
    marksFor(volumes, spec.name, seen),
    services.removals,
    [...volumes, ...networks, ...files(spec, seen).flatMap(fileChanges)],
    ...written,
    [
      ...(prune ? unused(spec, seen, [...services.removals, ...written.flat()]) : []),
      ...marksDone(volumes, spec.name, seen),
    ],
  ];
  const { outside } = spec;
  return {
    stages: stages.filter((stage) => stage.length > 0),
    ...(outside && { outside: outside.values }),
  };
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
  {
    ...{ kind: "config", cluster: spec.name, wanted: spec.configs },
    seen: seen.configs.filter((config) => !isMark(config)),
  },
  { kind: "secret", cluster: spec.name, wanted: spec.secrets, seen: seen.secrets },
];
