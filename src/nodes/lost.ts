import type Docker from "dockerode";
import type { Cluster } from "../model/cluster.ts";
import { containersOf } from "./inventory.ts";

/** A node whose container does not do its work. */
export interface LostNode {
  readonly name: string;
  /** For example "does not run". */
  readonly why: string;
}

/**
 * Nodes that the engine on which they run knows to be stopped or frozen. It knows at once, while their swarm calls
 * them ready for some time.
 */
export const lostNodes = async (
  engine: Docker,
  { name: cluster, run, nodes }: Pick<Cluster, "name" | "run" | "nodes">,
): Promise<readonly LostNode[]> => {
  const states = new Map(
    (await containersOf(engine, { cluster, run })).map(({ Id, State }) => [Id, State]),
  );
  return nodes.flatMap(({ name, container }) => {
    const state = states.get(container);
    return state === "running" ? [] : [{ name, why: whyOf(state) }];
  });
};

const whyOf = (state: string | undefined): string => {
  if (state === undefined) return "is gone";
  return state === "paused" ? "is frozen" : "does not run";
};

/** A line for each; what brings them back is the same for all. */
export const toldLost = (lost: readonly LostNode[]): readonly string[] =>
  lost.map(({ name, why }) => `${name} ${why}: swarmspec up brings it back`);
