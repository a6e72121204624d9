import { type Milliseconds, milliseconds } from "../model/units.ts";

/** A span of time as Compose writes it (`1m30s`, `500ms`, `0`), or undefined if it is not one. */
export const durationOf = (text: string): Milliseconds | undefined => {
  if (text === "0") return milliseconds(0);
  if (!whole.test(text)) return undefined;
  const parts = [...text.matchAll(part)];
  return milliseconds(
    parts.reduce((sum, [, amount, unit = ""]) => sum + Number(amount) * (unitInMs[unit] ?? 0), 0),
  );
};

const part = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g;
const whole = new RegExp(`^\\+?(?:${part.source})+$`);

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
