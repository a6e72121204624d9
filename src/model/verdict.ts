/** A judgement with its evidence, a line each. Unknown is never green. */
export type Verdict = {
  readonly verdict: "pass" | "fail" | "unknown";
  readonly evidence: readonly string[];
};

export const pass = (...evidence: string[]): Verdict => ({ verdict: "pass", evidence });
export const fail = (...evidence: string[]): Verdict => ({ verdict: "fail", evidence });
export const unknown = (...evidence: string[]): Verdict => ({ verdict: "unknown", evidence });
