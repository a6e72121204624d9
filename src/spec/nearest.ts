import { distance } from "fastest-levenshtein";

/** The candidate most like the text, or undefined where none shares at least half of it. */
export const nearest = (text: string, candidates: readonly string[]): string | undefined => {
  const [best] = candidates
    .map((candidate) => ({ candidate, away: distance(text, candidate) }))
    .sort((one, other) => one.away - other.away);
  if (best === undefined) return undefined;
  return best.away * 2 <= Math.max(text.length, best.candidate.length) ? best.candidate : undefined;
};
