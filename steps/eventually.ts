import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { timed } from "../src/cli/timed.ts";
import { type SwarmWorld, session } from "./world.ts";

/** In milliseconds. A look costs the engines some 20 ms of a processor that the visitors of a watch want too. */
const rest = 500;

/**
 * Looks again and again until nothing is amiss; fails with what was amiss last. A look that fails is amiss too:
 * the swarm cannot be read while it chooses a leader. What took until after the deadline came too late.
 */
export const eventually = async (
  world: SwarmWorld,
  limit: number,
  amiss: () => Promise<readonly string[]>,
): Promise<void> => {
  const { tell, signal } = await session.place();
  const what = `a wait of at most ${limit} s`;
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  await timed({ tell }, what, async () => {
    for (;;) {
      const open = await amiss().catch((error: Error) => [error.message]);
      signal.throwIfAborted();
      const took = seconds();
      const last = open.length === 0 ? "only then was nothing amiss" : open.join("\n  ");
      assert.ok(took <= limit, `after ${took.toFixed(1)} s:\n  ${last}`);
      if (open.length === 0) return;
      tell({ type: "lacking", what, lines: open });
      await wait(rest, undefined, { signal });
    }
  });
  world.log(`after ${seconds().toFixed(1)} s`);
};
