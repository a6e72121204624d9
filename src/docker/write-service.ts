import type { Change } from "../model/change.ts";
import type { ServiceSpec } from "../model/spec.ts";
import { gone } from "./gone.ts";
import { toWireService, withForcedRestartsOf } from "./wire-service.ts";
import type { WireService } from "./wire-types.ts";
import type { WritableIds, Writing } from "./writing.ts";

type ServiceChange = Extract<Change, { kind: "service" }>;

/** Makes one change of a service; a replacement is a removal and a creation. */
export const writeService = async (
  change: ServiceChange,
  writing: Writing,
  ids: WritableIds,
): Promise<void> => {
  if (change.action === "create") return createService(change.spec, writing, ids);
  const service = writing.manager.getService(change.seen.id);
  switch (change.action) {
    case "remove":
      return gone(service.remove());
    case "replace":
      await gone(service.remove());
      return createService(change.spec, writing, ids);
    case "update":
      return updateService(change, writing, ids);
  }
};

const updateService = async (
  { spec, seen, fields }: Extract<ServiceChange, { action: "update" }>,
  { manager, cluster, login }: Writing,
  ids: WritableIds,
): Promise<void> => {
  const service = manager.getService(seen.id);
  const there = (await service.inspect()) as WireService;
  // What differs in nothing is sent back as it was read: another order of a list would restart tasks.
  const body =
    fields.length === 0
      ? there.Spec
      : withForcedRestartsOf(there, toWireService(spec, cluster, ids));
  await service.update(
    (await login?.(spec.image)) as never,
    {
      _query: { version: seen.version, registryAuthFrom: "spec" },
      _body: body,
    } as never,
  );
};

// dockerode would send a lone argument as the registry's credentials too.
const createService = async (
  spec: ServiceSpec,
  { manager, cluster, login }: Writing,
  ids: WritableIds,
): Promise<void> => {
  const user = (await login?.(spec.image)) as never;
  await manager.createService(user, toWireService(spec, cluster, ids) as never);
};
