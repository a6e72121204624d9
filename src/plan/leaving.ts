import { engineDefault } from "../model/engine-default.ts";
import type { Progress } from "../model/progress.ts";
import type { Left, SeenTask, Snapshot } from "../model/snapshot.ts";
import type { ClusterSpec } from "../model/spec.ts";
import { type Milliseconds, milliseconds, seconds } from "../model/units.ts";
import { type Claims, claimsOf } from "./claims.ts";

/** A service of ours that is gone from the swarm, and of which tasks are not. */
export interface Leaving {
  readonly name: string;
  readonly left: Left;
  /** The nodes that still have a task of it. */
  readonly nodes: readonly string[];
}

type Ours = Pick<ClusterSpec, "name" | "services">;

/**
 * Removed services whose containers may still run and write: the swarm forgets a service at once, and gives its tasks
 * their grace to stop. Of nodes that are silent nothing is known, and nothing waited for.
 */
export const leavingIn = (spec: Ours, { nodes, tasks }: Snapshot): readonly Leaving[] => {
  const ready = new Map(
    nodes.filter(({ state }) => state === "ready").map(({ id, name }) => [id, name]),
  );
  const ours = isOurs(spec);
  const there = tasks.flatMap((task) => {
    const { leaves, node } = task;
    const name = node === undefined ? "no node yet" : ready.get(node);
    return leaves && name !== undefined && isThere(task) && ours(leaves)
      ? [{ service: task.service, left: leaves, node: name }]
      : [];
  });
  return [...Map.groupBy(there, ({ service }) => service).values()].flatMap((all) => {
    const [first] = all;
    if (first === undefined) return [];
    const { left } = first;
    const nodes = [...new Set(all.map(({ node }) => node))].toSorted();
    return [{ name: left.name, left, nodes }];
  });
};

/** What has ended is there until the swarm has struck it off, which is a moment. */
const isThere = ({ state, desired }: SeenTask): boolean =>
  desired === "remove" || !ended.has(state);

const ended: ReadonlySet<SeenTask["state"]> = new Set([
  ...(["complete", "shutdown", "failed", "rejected", "remove", "orphaned"] as const),
]);

const isOurs = ({ name, services }: Ours): ((left: Left) => boolean) => {
  const stacks = new Set(services.map(({ stack }) => stack));
  return ({ owner, stack }) => (owner === undefined ? stacks.has(stack) : owner === name);
};

/** What is waited for, and whose grace it is. */
export const progressOfLeaving = (leaving: readonly Leaving[]): Progress[] =>
  leaving.map((one) => ({
    state: "waiting",
    service: one.name,
    detail: `removed, and still stopping on ${one.nodes.join(", ")}; its stop_grace_period is ${graceOf(one) / 1000} s`,
  }));

const graceOf = ({ left }: Leaving): Milliseconds =>
  left.stopGracePeriod ?? engineDefault.stopGracePeriod;

/** How long they may take: their grace, and half a minute for engines and swarm. */
export const patienceWithLeaving = (leaving: readonly Leaving[]): Milliseconds =>
  milliseconds(leaving.reduce((longest, one) => Math.max(longest, graceOf(one) + seconds(30)), 0));

export const claimsOfLeaving = ({ name, left }: Leaving): Claims =>
  claimsOf({ name, mounts: left.mounts, ports: left.ports, networks: left.networks });
