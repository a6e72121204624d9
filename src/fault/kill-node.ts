import type Docker from "dockerode";
import { statusOf } from "../docker/refusal.ts";
import type { NodeAddress } from "../model/cluster.ts";
import type { Fault } from "./fault.ts";

/** Kills a simulated node as a power cut would; to undo it powers it on again. */
export const killNode = (engine: Docker, { name, container: id }: NodeAddress): Fault => {
  const container = engine.getContainer(id);
  return {
    node: name,
    done: `${name} is killed`,
    undone: `${name} is started again`,
    inflict: async () => {
      await container.kill({ signal: "SIGKILL" });
      await container.wait();
    },
    undo: async () => {
      try {
        await container.start();
      } catch (error) {
        if (statusOf(error) !== isRunning) throw error;
      }
    },
  };
};

/** Not modified: it runs already. */
const isRunning = 304;
