import type { SeenService, Snapshot } from "../model/snapshot.ts";
import type { ClusterSpec } from "../model/spec.ts";
import { indexed } from "./view.ts";

/** Replicated services of which the swarm means to run more tasks than it is to, though it does not update them. */
export const surplusIn = (
  { services }: Pick<ClusterSpec, "services">,
  seen: Snapshot,
): readonly SeenService[] => {
  const { serviceByName, tasksOf } = indexed(seen);
  return services.flatMap(({ name, mode }) => {
    const service = serviceByName.get(name);
    if (service === undefined || mode.kind !== "replicated" || isUpdated(service)) return [];
    const meant = (tasksOf.get(service.id) ?? []).filter(({ desired }) => desired === "running");
    return new Set(meant.map(({ slot }) => slot)).size > mode.replicas ? [service] : [];
  });
};

const isUpdated = ({ update }: SeenService): boolean =>
  update?.state === "updating" || update?.state === "rollback_started";
