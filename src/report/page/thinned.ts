import type { Attempt } from "../../model/watch.ts";

/** At most one request for each of so many spans of time: the slowest, since slow ones are what one looks for. */
export const slowestOfEach = (attempts: readonly Attempt[], most: number): readonly Attempt[] => {
  if (attempts.length <= most) return attempts;
  const last = attempts.reduce((latest, { sent }) => Math.max(latest, sent), 0);
  const slowest = new Map<number, Attempt>();
  for (const attempt of attempts) {
    const bucket = Math.min(most - 1, Math.floor((attempt.sent / last) * most));
    const before = slowest.get(bucket);
    if (before === undefined || before.ms < attempt.ms) slowest.set(bucket, attempt);
  }
  return [...slowest.values()];
};

/** At most so many, evenly chosen, the first among them. */
export const evenly = <T>(all: readonly T[], most: number): readonly T[] =>
  all.length <= most
    ? all
    : Array.from({ length: most }, (_, i) => all[Math.floor((i * all.length) / most)] as T);
