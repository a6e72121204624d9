import { isAnswered, type Sample } from "../model/sample.ts";
import type { Attempt, Findings, NodeFindings, Percentiles } from "../model/watch.ts";
import { isHonest } from "./check.ts";
import { inTime } from "./in-time.ts";
import { mostSilentAtOnce, outagesOf } from "./outages.ts";

/** How late a request may leave and still count as on time, in milliseconds. */
export const punctual = 10;

/** What clients saw, told from the attempts alone, in whatever order they are. */
export const findingsOf = (attempts: readonly Attempt[]): Findings => {
  const outages = outagesOf(inTime(attempts));
  const answered = attempts.filter(({ answeredBy }) => answeredBy !== undefined);
  return {
    total: attempts.length,
    nodes: [...Map.groupBy(attempts, ({ node }) => node)].map(ofNode),
    outages,
    mostSilent: mostSilentAtOnce(outages),
    wrongAddresses: answered.filter((one) => !isHonest(one)).length,
    wrongTenants: answered.filter(({ answeredBy, tenant }) => answeredBy !== tenant).length,
    serverErrors: attempts.filter(isServerError).length,
    latency: percentilesOf(attempts.filter(isAnswered).map(({ ms }) => ms)),
    lateness: latenessOf(attempts),
  };
};

/** How late requests left, against their schedule. */
const latenessOf = (attempts: readonly Attempt[]): Findings["lateness"] => {
  const lateness = attempts.map(({ due, sent }) => sent - due);
  const onTime = lateness.filter((late) => late <= punctual).length / Math.max(1, lateness.length);
  return { ...percentilesOf(lateness), onTime };
};

const ofNode = ([node, attempts]: [string, Attempt[]]): NodeFindings => ({
  node,
  total: attempts.length,
  failed: attempts.filter((one) => !isAnswered(one)).length,
});

const isServerError = ({ status = 0 }: Sample): boolean => status >= 500;

/** Nearest-rank percentiles; all 0 where there is nothing. */
export const percentilesOf = (values: readonly number[]): Percentiles => {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99), max: sorted.at(-1) ?? 0 };
};
