import type { Sample } from "../model/sample.ts";
import { atMost } from "./at-most.ts";

/** One request that was not as wanted. */
export interface Problem {
  readonly sample: Sample;
  readonly wanted: string;
  readonly seen: string;
}

/** A line per distinct problem, naming where; what holds for every combination of one node is one line. */
export const evidenceOf = (problems: readonly Problem[]): readonly string[] => {
  const lines = groups(problems, ({ sample, wanted, seen }) => [sample.node, wanted, seen]).flatMap(
    (alike) => (isWhole(alike) ? [line(alike)] : groups(alike, place).map(line)),
  );
  return atMost(lines);
};

const groups = (problems: readonly Problem[], key: (problem: Problem) => string[]): Problem[][] =>
  Object.values(Object.groupBy(problems, (problem) => JSON.stringify(key(problem)))).map(
    (group) => group ?? [],
  );

const place = ({ sample }: Problem): string[] => [sample.tenant, sample.client, sample.scheme];

/** Whether the names, each listed once, say neither more nor less than the problems do. */
const isWhole = (alike: readonly Problem[]): boolean =>
  groups(alike, place).length ===
  [tenants, clients, schemes].reduce((product, names) => product * names(alike).length, 1);

const line = (alike: readonly Problem[]): string => {
  const [first] = alike;
  if (first === undefined) return "";
  const where = [tenants, clients, schemes].map((names) => names(alike).join(", ")).join(" × ");
  const times = alike.length === 1 ? "" : ` (${alike.length} requests)`;
  return `${first.sample.node} × ${where}: wanted ${first.wanted}, seen ${first.seen}${times}`;
};

const distinct =
  (name: (sample: Sample) => string) =>
  (alike: readonly Problem[]): string[] => [...new Set(alike.map(({ sample }) => name(sample)))];

const tenants = distinct((sample) => sample.tenant);
const clients = distinct((sample) => sample.client);
const schemes = distinct((sample) => sample.scheme);
