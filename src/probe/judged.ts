import { pass, type Verdict } from "../model/verdict.ts";
import type { History } from "../model/watch.ts";
import { blindSpots } from "./sight.ts";

/**
 * The verdict on a history by the problems that are found in it, a line each. One that was not seen well enough, or
 * cannot tell for the reasons in `blind`, is unknown: what looks like a failure then may be the prober's own. It is
 * told all the same.
 */
export const judged = (
  history: History,
  problems: () => readonly string[],
  blind: readonly string[] = [],
): Verdict => {
  const [found, unseen] = [problems(), [...blindSpots(history), ...blind]];
  if (unseen.length > 0) return { verdict: "unknown", evidence: [...unseen, ...found] };
  return found.length > 0
    ? { verdict: "fail", evidence: found }
    : pass(`${history.attempts.length} requests`);
};
