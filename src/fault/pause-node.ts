import type Docker from "dockerode";
import type { NodeAddress } from "../model/cluster.ts";
import type { Fault } from "./fault.ts";

/** Freezes every process of a simulated node: it takes connections, and never answers. */
export const pauseNode = (engine: Docker, { name, container: id }: NodeAddress): Fault => {
  const container = engine.getContainer(id);
  return {
    node: name,
    done: `${name} is paused`,
    undone: `${name} is resumed`,
    inflict: () => container.pause().then(() => {}),
    undo: async () => {
      const { State } = await container.inspect();
      if (State.Paused) await container.unpause();
    },
  };
};
