import type Docker from "dockerode";
import type { Plan } from "../model/change.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { Id } from "../model/units.ts";
import { apply, OutOfSequence } from "./apply.ts";
import { demultiplexed } from "./logs.ts";
import { observe } from "./observe.ts";

/** A swarm as one of its managers knows it. */
export const swarmBehind = (manager: Docker, cluster: string) => ({
  observe: () => observe(manager),

  /** Resolves to false where the swarm was changed by someone else, and has to be read again. */
  apply: async (plan: Plan, seen: Snapshot): Promise<boolean> => {
    try {
      await apply(plan, { manager, cluster, seen });
      return true;
    } catch (error) {
      if (error instanceof OutOfSequence) return false;
      throw error;
    }
  },

  /** The last lines of a task, fetched from whichever node it ran on. */
  logs: async (task: Id<"task">, lines: number): Promise<string> => {
    const body = await new Promise<Buffer>((resolve, reject) => {
      manager.modem.dial(
        {
          // dockerode cuts the last character off a path that has a query of its own.
          path: `/tasks/${task}/logs?`,
          options: { stdout: true, stderr: true, tail: lines },
          method: "GET",
          isStream: false,
          statusCodes: { 200: true },
        },
        (error, data) => (error ? reject(error) : resolve(Buffer.from(data as Buffer))),
      );
    });
    return demultiplexed(body);
  },
});
