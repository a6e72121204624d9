import { stopwatch } from "./numbers.ts";

/** One way from nothing to a cluster that serves. */
export interface Walk {
  readonly seconds: number;
  readonly steps: readonly Step[];
}

interface Step {
  readonly what: string;
  /** When it was done, in seconds from the start. */
  readonly at: number;
}

/** Notes steps as they end. */
export const walking = () => {
  const since = stopwatch();
  const steps: Step[] = [];
  return {
    done: (what: string): void => {
      steps.push({ what, at: since() });
    },
    walked: (): Walk => ({ seconds: since(), steps: [...steps] }),
  };
};
