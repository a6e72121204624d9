import type { Snapshot } from "../model/snapshot.ts";
import type { ClusterSpec } from "../model/spec.ts";
import { changesOf, diff } from "./diff.ts";
import { brokenOff, laggingIn } from "./lagging.ts";
import { leavingIn } from "./leaving.ts";
import { ownedBy } from "./owned.ts";
import { indexed, viewOf } from "./view.ts";

/**
 * What does not hold of a swarm that is said to be as its spec says, a line each: its plan is empty; no task of ours is
 * on its way out, and none of a service that is gone is left; no update is paused or was rolled back; and the tasks of a
 * service are made from what it is now. The spec is pinned.
 */
export const unkept = (spec: ClusterSpec, seen: Snapshot): readonly string[] => [
  ...changesOf(diff(spec, seen)).map(
    ({ action, kind, name, reason }) =>
      `the plan is not empty: ${action} ${kind} ${name}: ${reason}`,
  ),
  ...leavingIn(spec, seen).map(
    ({ name, nodes }) => `${name} is gone, and has tasks on ${nodes.join(", ")}`,
  ),
  ...servicesUnkept(spec, seen),
];

const servicesUnkept = (spec: ClusterSpec, seen: Snapshot): readonly string[] => {
  const swarm = indexed(seen);
  const late = new Map(laggingIn(spec, seen).map(({ service, reason }) => [service.id, reason]));
  return seen.services.filter(ownedBy(spec.name)).flatMap((service) => {
    const { name } = service.spec;
    const reasons = [brokenOff(service), late.get(service.id)].flatMap((reason) => reason ?? []);
    const { tasks } = viewOf(service.spec, service, swarm);
    const going = tasks.filter(
      ({ desired, node }) =>
        desired === "remove" && node && swarm.nodeById.get(node)?.state === "ready",
    );
    return [
      ...reasons.map((reason) => `${name}: ${reason}`),
      ...going.map(({ id, state }) => `${name}: its task ${id} is to be removed, and is ${state}`),
    ];
  });
};
