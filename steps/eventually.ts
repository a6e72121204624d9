import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { type SwarmWorld, session } from "./world.ts";

/**
 * Looks again and again until nothing is amiss; fails with what was amiss last. A look that fails is amiss too:
 * the swarm cannot be read while it chooses a leader. What took until after the deadline came too late.
 */
export const eventually = async (
  world: SwarmWorld,
  limit: number,
  amiss: () => Promise<readonly string[]>,
): Promise<void> => {
  const began = performance.now();
  for (;;) {
    const open = await amiss().catch((error: Error) => [error.message]);
    session.signal.throwIfAborted();
    const took = (performance.now() - began) / 1000;
    const last = open.length === 0 ? "only then was nothing amiss" : open.join("\n  ");
    assert.ok(took <= limit, `after ${took.toFixed(1)} s:\n  ${last}`);
    if (open.length === 0) return world.log(`after ${took.toFixed(1)} s`);
    await wait(200, undefined, { signal: session.signal });
  }
};
