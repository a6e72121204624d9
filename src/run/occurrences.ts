import { redacted } from "../model/redacted.ts";
import type { SeenNode, SeenService, SeenTask, Snapshot } from "../model/snapshot.ts";
import type { Occurrence } from "../model/watch.ts";

/** An occurrence before its place in a watch is known. */
export interface Happened extends Omit<Occurrence, "at"> {
  /** When the swarm says that it happened, as an ISO 8601 time; absent where it does not say. */
  readonly when?: string;
}

/** What a swarm says that has happened between two snapshots: nodes, leader, updates and tasks. */
export const occurrencesBetween = (before: Snapshot, after: Snapshot): readonly Happened[] => [
  ...after.nodes.flatMap((node) => ofNode(byId(before.nodes, node), node)),
  ...before.nodes.filter((node) => byId(after.nodes, node) === undefined).map(removed),
  ...ofLeader(before, after),
  ...after.services.flatMap((service) => ofUpdate(byId(before.services, service), service)),
  ...after.tasks.flatMap((task) => ofTask(byId(before.tasks, task), { task, after })),
];

const byId = <Thing extends { readonly id: string }>(
  things: readonly Thing[],
  { id }: { readonly id: string },
): Thing | undefined => things.find((one) => one.id === id);

const ofNode = (before: SeenNode | undefined, { name, ...node }: SeenNode): readonly Happened[] => {
  if (before === undefined) return [happened("node", `${name} joins as a ${node.role}`, name)];
  const facts = ["state", "availability", "role"] as const;
  return facts
    .filter((fact) => before[fact] !== node[fact])
    .map((fact) => happened("node", `${name} is ${inWords[node[fact]] ?? node[fact]}`, name));
};

const inWords: Readonly<Record<string, string>> = { drain: "drained", pause: "paused" };

const removed = ({ name }: SeenNode): Happened =>
  happened("node", `${name} is no longer in the swarm`, name);

const ofLeader = (before: Snapshot, after: Snapshot): readonly Happened[] => {
  const leader = leaderIn(after);
  if (leader === undefined || leader === leaderIn(before)) return [];
  return [happened("leader", `${leader} is the leader`, leader)];
};

const leaderIn = ({ nodes }: Snapshot): string | undefined =>
  nodes.find(({ leader }) => leader)?.name;

const ofUpdate = (
  before: SeenService | undefined,
  { spec, update }: SeenService,
): readonly Happened[] => {
  if (update === undefined || update.state === before?.update?.state) return [];
  const message = update.state === "completed" ? "" : `: ${redacted(update.message)}`;
  return [happened("update", `the update of ${spec.name} is ${update.state}${message}`)];
};

/** Of what comes before running, nothing is told: it would drown what matters. */
const told = new Set(["running", "complete", "shutdown", "failed", "rejected", "orphaned"]);

const ofTask = (
  before: SeenTask | undefined,
  { task, after }: { readonly task: SeenTask; readonly after: Snapshot },
): readonly Happened[] => {
  if (task.state === before?.state || !told.has(task.state)) return [];
  const node = after.nodes.find(({ id }) => id === task.node)?.name;
  const service = after.services.find(({ id }) => id === task.service)?.spec.name;
  const why = task.error === undefined ? "" : `: ${redacted(task.error)}`;
  const what = `${service ?? "a task"} on ${node ?? "no node"} is ${task.state}${why}`;
  return [{ ...happened("task", what, node), when: task.at }];
};

const happened = (kind: Occurrence["kind"], what: string, node?: string): Happened => ({
  kind,
  what,
  ...(node !== undefined && { node }),
});
