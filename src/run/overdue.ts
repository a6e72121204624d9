import type { Plan } from "../model/change.ts";
import { NotConverged } from "../model/errors.ts";
import type { Progress } from "../model/progress.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { ClusterSpec } from "../model/spec.ts";
import { type Milliseconds, seconds } from "../model/units.ts";
import { leavingIn, patienceWithLeaving } from "../plan/leaving.ts";
import { patienceWith } from "../plan/patience.ts";
import { changesIn } from "./changes-in.ts";

/** How a wait stands. */
export interface Wait {
  readonly seen: Snapshot;
  readonly plan: Plan;
  readonly now: readonly Progress[];
  readonly waited: Milliseconds;
  /** How long all may take, if anybody said. */
  readonly within: Milliseconds | undefined;
  /** How long services have to stay settled. */
  readonly onTrial: Milliseconds;
  /** Why the last write was not done, if it was not. */
  readonly refused: string | undefined;
}

/** That something takes longer than it may, with the last thing seen of all that is still open. */
export const overdue = (spec: ClusterSpec, wait: Wait): NotConverged | undefined =>
  isOverdue(spec, wait) ? late(wait) : undefined;

const isOverdue = (
  spec: ClusterSpec,
  { seen, plan, now, waited, within, onTrial }: Wait,
): boolean => {
  if (within !== undefined) return waited > within;
  const { services } = spec;
  const open = new Set(now.filter(isOpen).map(({ service }) => service));
  const spans = services.map((service) => patienceWith(service, seen));
  const isStuck = services.some(({ name }, n) => open.has(name) && waited > (spans[n] ?? 0));
  const stopping = patienceWithLeaving(leavingIn(spec, seen));
  return (
    (plan.stages.length === 0 && isStuck) || waited > Math.max(longest(spans), stopping) + onTrial
  );
};

const longest = (spans: readonly Milliseconds[]): number =>
  spans.reduce<number>((most, span) => Math.max(most, span), seconds(60));

const isOpen = ({ state }: Progress): boolean => state !== "settled";

const late = ({ plan, now, waited, refused }: Wait): NotConverged => {
  const changes = changesIn(plan);
  const lines = [
    ...now.filter(isOpen).map(({ service, detail }) => `${service}: ${detail}`),
    ...changes,
    ...(changes.length === 0 || refused === undefined ? [] : [`last refused: ${refused}`]),
  ];
  const unsteady = now.map(({ service, detail }) => `${service}: ${detail}, not for long enough`);
  return new NotConverged([
    `not converged after ${Math.round(waited / 1000)} s:`,
    ...(lines.length > 0 ? lines : unsteady).map((line) => `  ${line}`),
  ]);
};
