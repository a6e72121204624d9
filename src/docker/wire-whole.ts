import type { Whole } from "../model/units.ts";

/** Not every version of TypeScript's library knows that this is there since Node 22. */
const { rawJSON } = JSON as unknown as { readonly rawJSON: (digits: string) => object };

/**
 * A whole number for the engine with all its digits, where JSON.stringify would write no more of them than JavaScript
 * tells apart: to a swarm 2^63-1 is a number, and 2^63 is none.
 */
export const toWireWhole = <Value extends Whole | undefined>(
  value: Value,
): number | Extract<Value, undefined> => {
  if (value === undefined || Number.isSafeInteger(value)) return value as number;
  // It is written as a number, and nobody here reads it again.
  return rawJSON(String(BigInt(value))) as unknown as number;
};
