import { median } from "./numbers.ts";

/** Something measured several times, and the one number that stands for it. */
export interface Figure {
  readonly what: string;
  readonly unit: "s" | "MB" | "";
  readonly runs: readonly number[];
  readonly value: number;
  readonly target?: Target;
}

interface Target {
  readonly atMost?: number;
  readonly below?: number;
}

type Measured = Omit<Figure, "value">;

export const medianOf = (measured: Measured): Figure => ({
  ...measured,
  value: median(measured.runs),
});

export const largestOf = (measured: Measured): Figure => ({
  ...measured,
  value: Math.max(...measured.runs),
});

/** Undefined where there is no target. What was not measured meets none. */
export const isMet = ({ value, target }: Figure): boolean | undefined =>
  target && value <= (target.atMost ?? Infinity) && value < (target.below ?? Infinity);
