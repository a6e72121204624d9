import type Docker from "dockerode";
import { setAvailability } from "../docker/availability.ts";
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
      before = await setAvailability(await manager(), node, "drain");
    },
    undo: async () => {
      if (before !== undefined) await setAvailability(await manager(), node, before);
    },
  };
};
