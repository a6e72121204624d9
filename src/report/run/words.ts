import type { Outcome, RunTold, ScenarioTold } from "./told.ts";

/** A mark and a word for each outcome, since colour alone tells nobody everything. */
export const marks: Readonly<Record<Outcome, string>> = {
  passed: "✓",
  failed: "✗",
  unknown: "≈",
  skipped: "–",
  unfinished: "?",
};

export const verdictWords: Readonly<Record<RunTold["verdict"], string>> = {
  passed: "Passed",
  failed: "Failed",
  unknown: "Unknown",
  skipped: "Not everything was run",
  nothing: "Nothing was run",
  interrupted: "Interrupted",
};

/** For example "12 scenarios: 10 passed, 2 failed"; what is none is left out. */
export const countsInWords = (counts: Readonly<Record<Outcome, number>>): string => {
  const parts = Object.entries(counts).filter(([, count]) => count > 0);
  const all = parts.reduce((sum, [, count]) => sum + count, 0);
  const each = parts.map(([outcome, count]) => `${count} ${outcome}`).join(", ");
  return `${all} ${all === 1 ? "scenario" : "scenarios"}${each === "" ? "" : `: ${each}`}`;
};

/** How often a scenario was measured, and why again; empty where once was enough. */
export const measuredInWords = ({ before }: Pick<ScenarioTold, "before">): string =>
  before.length === 0 ? "" : `measured ${before.length + 1} times: ${before.join("; then ")}`;

/** For example "350 ms", "2.1 s" or "12 min 5 s". */
export const span = (ms: number): string => {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  // From here on it would be rounded to 60.0 s.
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
};

/** Times of a watch, in seconds since it began. */
export const moment = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

/** For example "72 000". */
export const grouped = (n: number): string => n.toLocaleString("en").replaceAll(",", "\u202f");

/** A time since 1970 in milliseconds, as "2026-11-22 23:02:48 UTC". */
export const instant = (at: number): string => {
  const parts = Object.fromEntries(
    clock.formatToParts(at).map(({ type, value }): [string, string] => [type, value]),
  );
  const { year, month, day, hour, minute, second } = parts;
  return `${year}-${month}-${day} ${hour}:${minute}:${second} UTC`;
};

const clock = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});
