import { type Line, oneLine } from "./line.ts";

/** A judgement with its evidence, a line each. Unknown is never green. */
export type Verdict = {
  readonly verdict: "pass" | "fail" | "unknown";
  readonly evidence: readonly Line[];
};

const judgement =
  (verdict: Verdict["verdict"]) =>
  (...evidence: readonly string[]): Verdict => ({
    verdict,
    evidence: evidence.map((line) => oneLine(line)),
  });

export const pass = judgement("pass");
export const fail = judgement("fail");
export const unknown = judgement("unknown");
