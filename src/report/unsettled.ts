import { type Line, oneLine } from "../model/line.ts";
import type { Progress } from "../model/progress.ts";
import { type Milliseconds, seconds } from "../model/units.ts";

export interface Clock {
  readonly now: () => Milliseconds;
}

const pause = seconds(2);
const most = 8;

/** How a wait goes in one line: how many services are settled, and the first that is not. */
export const settledSoFar = (progress: readonly Progress[]): string => {
  const [first] = unsettled(progress);
  const open = progress.filter(isOpen).length;
  const count = `${progress.length - open} of ${progress.length} services settled`;
  return first === undefined ? count : `${count}, ${first}`;
};

/** Says what is new of what is still lacking: at once, then at most every 2 s. */
export const unsettledNews = ({ now }: Clock) => {
  let told: ReadonlySet<Line> = new Set();
  let toldAt: Milliseconds | undefined;
  return {
    of: (lines: readonly Line[]): readonly Line[] => {
      // What was told and is true no longer would be news again.
      told = told.intersection(new Set(lines));
      const fresh = lines.filter((line) => !told.has(line));
      if (fresh.length === 0) return [];
      if (toldAt !== undefined && now() - toldAt < pause) return [];
      [told, toldAt] = [new Set(lines), now()];
      return shortened(fresh);
    },
    /** A wait is over: the next one speaks at once. */
    forget: (): void => {
      [told, toldAt] = [new Set(), undefined];
    },
  };
};

const isOpen = ({ state }: Progress): boolean => state !== "settled";

/** A line for each service that is not settled. */
export const unsettled = (progress: readonly Progress[]): Line[] =>
  progress.filter(isOpen).map(({ service, detail }) => oneLine(`${service}: ${detail}`));

const shortened = (lines: readonly Line[]): readonly Line[] =>
  lines.length <= most
    ? lines
    : [...lines.slice(0, most - 1), oneLine(`and ${lines.length - most + 1} more`)];
