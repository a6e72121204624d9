export const median = (runs: readonly number[]): number => {
  const sorted = runs.toSorted((a, b) => a - b);
  const [low = Number.NaN, high = low] = [(runs.length - 1) / 2, runs.length / 2].map(
    (at) => sorted[Math.floor(at)],
  );
  return (low + high) / 2;
};

/** The result of each turn, one after the other: what runs side by side cannot be timed. */
export const repeated = async <T>(turns: number, work: () => Promise<T>): Promise<T[]> => {
  const results: T[] = [];
  while (results.length < turns) results.push(await work());
  return results;
};

/** Seconds since now, each time it is called. */
export const stopwatch = (): (() => number) => {
  const began = performance.now();
  return () => (performance.now() - began) / 1000;
};
