import type { Change, Plan } from "../model/change.ts";
import type { ServiceSpec } from "../model/spec.ts";
import { type Claims, claimsOf, overlap } from "./claims.ts";
import { claimsOfLeaving, type Leaving } from "./leaving.ts";
import { removal } from "./services.ts";

/**
 * The part of a plan before the first change that has to wait until containers of removed services are gone, also of
 * such as the plan itself removes: a service of the same name, or with a folder or port of theirs, would run beside
 * them. Of a service that is replaced only the removal is in it.
 */
export const unhindered = (plan: Plan, leaving: readonly Leaving[]): Plan => {
  const claims = leaving.map(claimsOfLeaving);
  const stages: Change[][] = [];
  for (const stage of plan.stages) {
    const may = stage.filter((change) => !claims.some((each) => isHindered(change, each)));
    const part = may.map((change) => (isReplacement(change) ? removalOf(change) : change));
    if (part.length > 0) stages.push(part);
    if (part.some((change, index) => change !== stage[index]) || part.length < stage.length)
      return { ...plan, stages };
    claims.push(
      ...part.flatMap((change) => (isRemoval(change) ? [claimsIn(change.seen.spec)] : [])),
    );
  }
  return plan;
};

type Of<Action extends Change["action"]> = Extract<Change, { kind: "service"; action: Action }>;

const isReplacement = (change: Change): change is Of<"replace"> =>
  change.kind === "service" && change.action === "replace";

const isRemoval = (change: Change): change is Of<"remove"> =>
  change.kind === "service" && change.action === "remove";

const removalOf = ({ seen, reason }: Of<"replace">): Change => removal(seen, reason);

const claimsIn = (spec: ServiceSpec): Claims =>
  claimsOf({ ...spec, networks: spec.networks.map(({ network }) => network) });

const isHindered = (change: Change, by: Claims): boolean => {
  switch (change.kind) {
    case "node":
    case "config":
    case "secret":
      return false;
    case "network":
      return change.action !== "create" && by.networks.includes(change.name);
    case "volume":
      return by.volumes.includes(change.name);
    case "service":
      return takes(change, by);
  }
};

/** A service that is there already keeps what it has. */
const takes = (change: Of<Change["action"]>, by: Claims): boolean => {
  if (change.action === "remove" || change.action === "replace") return false;
  const wanted = claimsIn(change.spec);
  const has = change.action === "create" ? undefined : claimsIn(change.seen.spec);
  const anew = (all: readonly string[], before: readonly string[] = []): readonly string[] =>
    all.filter((one) => !before.includes(one));
  return (
    (change.action === "create" && wanted.name === by.name) ||
    overlap(anew(wanted.folders, has?.folders), by.folders) ||
    anew(wanted.ports, has?.ports).some((port) => by.ports.includes(port))
  );
};
