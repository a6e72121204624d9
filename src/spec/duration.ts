import { type Milliseconds, milliseconds } from "../model/units.ts";

/** A span of time as Compose writes it (`1m30s`, `500ms`, `0`), or undefined if it is not one. */
export const durationOf = (text: string): Milliseconds | undefined => {
  if (/^[+-]?0$/.test(text)) return milliseconds(0);
  if (!whole.test(text)) return undefined;
  const parts = [...text.matchAll(part)];
  const sum = parts.reduce((sum, [, n, unit = ""]) => sum + Number(n) * (unitInMs[unit] ?? 0), 0);
  return sum <= longest ? milliseconds(sum) : undefined;
};

// No digit may be read in two ways, or a long number without a unit takes the square of its length.
const part = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g;
const whole = new RegExp(`^\\+?(?:${part.source})+$`);

/** Docker counts nanoseconds in 64 bits: some 292 years. */
const longest = 2 ** 63 / 1e6;

const unitInMs: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};
