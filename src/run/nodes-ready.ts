import { NotConverged } from "../model/errors.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { ClusterSpec } from "../model/spec.ts";
import { milliseconds, seconds } from "../model/units.ts";
import type { Convergence } from "./converge.ts";
import { unlessAborted } from "./unless-aborted.ts";

const poll = milliseconds(300);

/** An election and a node's return take less than a minute together. */
const patience = seconds(120);

/**
 * Waits until the swarm calls each declared node ready; resolves to whether it had to wait. Throws NotConverged
 * with the nodes that are not.
 */
export const nodesReady = async (
  { nodes }: Pick<ClusterSpec, "nodes">,
  { swarm, clock, signal }: Pick<Convergence, "swarm" | "clock" | "signal">,
): Promise<boolean> => {
  const deadline = clock.now() + patience;
  for (let waited = false; ; waited = true) {
    const seen = await unlessAborted(() => swarm.observe(), signal);
    const missing = nodes.flatMap(({ name }) => stateOf(name, seen) ?? []);
    if (missing.length === 0) return waited;
    if (clock.now() > deadline)
      throw new NotConverged(`after ${patience / 1000} s ${missing.join(", ")}`);
    await unlessAborted(() => clock.sleep(poll, signal), signal);
  }
};

/** Undefined where it is ready. A node that joined anew is listed twice. */
const stateOf = (name: string, { nodes }: Snapshot): string | undefined => {
  const states = nodes.filter((node) => node.name === name).map(({ state }) => state);
  if (states.includes("ready")) return undefined;
  return `${name} is ${states[0] ?? "not in the swarm"}`;
};
