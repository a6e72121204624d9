import { judgement, pass, type Verdict } from "../model/verdict.ts";
import type { History } from "../model/watch.ts";
import { against, inFavour, type Reading } from "./readings.ts";
import { blindSpots } from "./sight.ts";
import { strainOf } from "./strain.ts";

/** Finds what is wrong in a reading of a history, a line each. */
export type Problems = (reading: Reading) => readonly string[];

/**
 * The verdict on a history, which is read twice: what is wrong even in favour of the cluster is a fail, and what is
 * right even against it is a pass, if enough was seen to say so. All else is unknown, with the reasons in `blind` and
 * what the machine did meanwhile; what looks like a failure is told all the same.
 */
export const judged = (
  history: History,
  problems: Problems,
  blind: readonly string[] = [],
): Verdict => {
  const found = problems(against(history));
  if (problems(inFavour(history)).length > 0) return judgement("fail", found);
  const unseen = [...blindSpots(history), ...blind];
  if (found.length > 0) return judgement("unknown", [...unseen, ...strainOf(history), ...found]);
  return unseen.length > 0
    ? judgement("unknown", unseen)
    : pass(`${history.attempts.length} requests`);
};
