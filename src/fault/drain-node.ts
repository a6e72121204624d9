import type Docker from "dockerode";
import { availabilityOf, setAvailability } from "../docker/availability.ts";
import type { Availability } from "../model/spec.ts";
import type { Fault } from "./fault.ts";

/** Drains a node through a manager, which may be another one when it is undone. */
export const drainNode = (manager: () => Promise<Docker>, node: string): Fault => {
  let before: Availability | undefined;
  return {
    node,
    done: `${node} is drained`,
    undone: `${node} is active again`,
    inflict: async () => {
      const engine = await manager();
      // Kept before anything is written: an answer may be lost although the swarm took it in.
      before = await availabilityOf(engine, node);
      await setAvailability(engine, node, "drain");
    },
    undo: async () => {
      if (before === undefined) return;
      const engine = await manager();
      const isThere = (await availabilityOf(engine, node)) !== undefined;
      if (isThere) await setAvailability(engine, node, before);
    },
  };
};
