import { statusOf } from "./refusal.ts";

/** Waits for a removal; what is gone already counts as removed. */
export const gone = async (removal: Promise<unknown>): Promise<void> => {
  try {
    await removal;
  } catch (error) {
    // Networks that the swarm has no more are told with 500 where a node still has its part of one.
    if (statusOf(error) !== 404 && !/network \w+ not found/.test(String(error))) throw error;
  }
};
