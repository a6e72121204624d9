import type { Change, Plan } from "../model/change.ts";
import type { SeenService, SeenTask, Snapshot, TaskState } from "../model/snapshot.ts";
import type { ServiceSpec } from "../model/spec.ts";
import type { Id } from "../model/units.ts";

/**
 * The stages of a plan that may be written now, so that no engine joins two networks at once. One that does asks a
 * peer for what it knows of each, takes the first answer for both, and waits 30 s for the other ("Bulk sync to node …
 * timed out" in its log; moby, networkdb, bulkSyncNode). So services whose tasks bring nodes to a network come one
 * network after the other, those first that are on every node, and each when the tasks before it have joined.
 */
export const joinableNow = ({ stages, ...plan }: Plan, seen: Snapshot): Plan => {
  const isJoined = joinedIn(seen);
  const [first, ...others] = stages
    .flat()
    .filter(startsTasks)
    .map((change) => change.spec)
    .filter((spec) => newTo(spec, isJoined).length > 0)
    .toSorted((one, other) => rank(one, isJoined) - rank(other, isJoined));
  if (first === undefined || others.length === 0 || isAlone(seen)) return { stages, ...plan };
  const next = new Set(areJoining(seen) ? [] : newTo(first, isJoined));
  const waits = (change: Change): boolean =>
    startsTasks(change) && !newTo(change.spec, isJoined).every((network) => next.has(network));
  const until = stages.findIndex((stage) => stage.some(waits));
  const now = until === -1 ? stages : stages.slice(0, until + 1);
  return {
    stages: now
      .map((stage) => stage.filter((change) => !waits(change)))
      .filter((stage) => stage.length > 0),
    ...plan,
  };
};

type IsJoined = (network: string) => boolean;

/** Whether a change is one after which tasks are made that were not there before. */
const startsTasks = (change: Change): change is Change & { readonly spec: ServiceSpec } =>
  change.kind === "service" &&
  (change.action === "create" || change.action === "replace") &&
  wantsTasks(change.spec);

const wantsTasks = ({ mode }: ServiceSpec): boolean =>
  mode.kind === "replicated-job"
    ? mode.completions > 0
    : mode.kind !== "replicated" || mode.replicas > 0;

const newTo = ({ networks }: ServiceSpec, isJoined: IsJoined): readonly string[] =>
  networks.map(({ network }) => network).filter((network) => !isJoined(network));

/** The fewer new networks the sooner; of equal ones that first which brings its own to every node. */
const rank = (spec: ServiceSpec, isJoined: IsJoined): number =>
  2 * newTo(spec, isJoined).length - (spec.mode.kind === "global" ? 1 : 0);

/** Whether each node that gets tasks has one on a network already. */
const joinedIn = (seen: Snapshot): IsJoined => {
  const joined = new Map<string, Set<Id<"node">>>();
  const services = new Map(seen.services.map((service) => [service.id, service]));
  for (const task of seen.tasks.filter(hasJoined))
    for (const network of networksOf(services.get(task.service)))
      joined.set(network, (joined.get(network) ?? new Set()).add(task.node));
  const nodes = seen.nodes.filter((one) => one.state === "ready" && one.availability === "active");
  return (network) => nodes.every(({ id }) => joined.get(network)?.has(id) === true);
};

const networksOf = (service: SeenService | undefined): readonly string[] =>
  service?.spec.networks.map(({ network }) => network) ?? [];

const hasJoined = (task: SeenTask): task is SeenTask & { readonly node: Id<"node"> } =>
  task.node !== undefined && ["ready", "starting", "running"].includes(task.state);

const beforeJoined: readonly TaskState[] = ["new", "pending", "assigned", "accepted", "preparing"];

/** Whether tasks are on their way to networks; a service of ours without any was written just now. */
const areJoining = ({ tasks, services }: Snapshot): boolean => {
  const of = Map.groupBy(tasks, ({ service }) => service);
  return services
    .filter(({ spec }) => spec.networks.length > 0)
    .some(({ id, owner, spec }) => {
      const own = of.get(id) ?? [];
      return own.length === 0 ? owner !== undefined && wantsTasks(spec) : own.some(isJoining);
    });
};

const isJoining = ({ state, desired }: SeenTask): boolean =>
  beforeJoined.includes(state) && (desired === "running" || desired === "ready");

const isAlone = ({ nodes }: Snapshot): boolean => nodes.length < 2;
