import { type Line, oneLine } from "./line.ts";

/** A judgement with its evidence, a line each. Unknown is never green. */
export type Verdict = {
  readonly verdict: "pass" | "fail" | "unknown";
  readonly evidence: readonly Line[];
};

/** One with as much evidence as there is. */
export const judgement = (verdict: Verdict["verdict"], evidence: readonly string[]): Verdict => ({
  verdict,
  evidence: evidence.map((line) => oneLine(line)),
});

export const pass = (...evidence: string[]): Verdict => judgement("pass", evidence);
export const fail = (...evidence: string[]): Verdict => judgement("fail", evidence);
export const unknown = (...evidence: string[]): Verdict => judgement("unknown", evidence);
