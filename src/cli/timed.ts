import type { Listener } from "../model/event.ts";
import { milliseconds } from "../model/units.ts";

/** Does a step of the work, and tells when it begins, and when it ends or breaks off. */
export const timed = async <T>(
  { tell }: { readonly tell: Listener },
  what: string,
  work: () => Promise<T>,
): Promise<T> => {
  tell({ type: "began", what });
  const began = performance.now();
  try {
    const result = await work();
    tell({ type: "ended", what, took: milliseconds(performance.now() - began) });
    return result;
  } catch (error) {
    tell({ type: "broke-off", what });
    throw error;
  }
};
