import type { Plan } from "../model/change.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { Swarm } from "./converge.ts";

type Call = keyof Swarm | "put the delay back";

/** A swarm that remembers what was asked of it. */
export interface RecordingSwarm extends Swarm {
  /** The names of the calls, in their order. */
  readonly calls: readonly Call[];
  /** Each plan that was to be applied, and the snapshot that it came with. */
  readonly applied: readonly { readonly plan: Plan; readonly seen: Snapshot }[];
}

interface Story {
  /** What is seen one after the other; the last one is seen for ever. */
  readonly seen: readonly [Snapshot, ...Snapshot[]];
  /** Why writes are refused, one after the other; they are not where nothing is said. */
  readonly refuses?: readonly (string | undefined)[];
  readonly logs?: () => Promise<string>;
}

/** A swarm whose story is told beforehand. */
export const recordingSwarm = ({ seen, refuses = [], logs }: Story): RecordingSwarm => {
  const calls: Call[] = [];
  const applied: { plan: Plan; seen: Snapshot }[] = [];
  let observed = 0;
  return {
    calls,
    applied,
    observe: async () => {
      calls.push("observe");
      return seen[Math.min(observed++, seen.length - 1)] ?? seen[0];
    },
    apply: async (plan, from) => {
      calls.push("apply");
      applied.push({ plan, seen: from });
      return refuses[applied.length - 1];
    },
    logs: async () => {
      calls.push("logs");
      return (await logs?.()) ?? "";
    },
    runAgain: async () => {
      calls.push("runAgain");
    },
    rest: async () => {
      calls.push("rest");
    },
    remind: async () => {
      calls.push("remind");
    },
    restart: async () => {
      calls.push("restart");
      return async () => {
        calls.push("put the delay back");
      };
    },
  };
};
