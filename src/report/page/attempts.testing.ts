import { milliseconds } from "../../model/units.ts";
import type { Attempt, WatchTold } from "../../model/watch.ts";
import { findingsOf } from "../../probe/findings.ts";

/** One request that was answered as promised, unless told otherwise. */
export const anAttempt = (facts: Partial<Attempt> = {}): Attempt => ({
  node: "node-01",
  tenant: "bearded",
  client: "client-1",
  scheme: "https",
  host: "bearded.example.com",
  claims: [],
  expected: "10.0.0.1",
  forwardedFor: ["10.0.0.1"],
  status: 200,
  answeredBy: "bearded",
  ms: milliseconds(5),
  due: milliseconds(0),
  sent: milliseconds(0),
  ...facts,
});

/** What came of a request that was not answered; the answer of the usual one is taken back. */
export const aFailure = (facts: Partial<Attempt> = {}): Attempt => {
  const { status: _, answeredBy: __, ...question } = anAttempt(facts);
  return { ...question, error: "refused" };
};

/** A watch of these requests. */
export const aWatch = (
  attempts: readonly Attempt[],
  facts: Partial<WatchTold> = {},
): WatchTold => ({
  began: "2026-11-22T23:02:48.000Z",
  lasted: milliseconds(10_000),
  rate: 10,
  nodes: ["node-01"],
  clients: ["client-1"],
  tenants: ["bearded"],
  findings: findingsOf(attempts),
  listening: [],
  history: "watches/1",
  ...facts,
});
