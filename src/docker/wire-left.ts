import { label } from "../model/label.ts";
import type { Left } from "../model/snapshot.ts";
import { fromWireMount } from "./wire-mount.ts";
import { present } from "./wire-present.ts";
import { fromWirePort } from "./wire-seen-service.ts";
import { fromWireSpan } from "./wire-span.ts";
import type { WireTask } from "./wire-types.ts";

/**
 * What a task tells of its service, which is gone: a task carries no name and no label of it, but those of its
 * container, which have the stack, and of the networks that it is on.
 */
export const leftBy = ({ ID, Spec, Status, NetworksAttachments }: WireTask): Left => {
  const { Labels, StopGracePeriod, Mounts } = Spec?.ContainerSpec ?? {};
  const networks = (NetworksAttachments ?? []).map(({ Network }) => Network?.Spec ?? {});
  const stack = Labels?.[label.stack] ?? "";
  const alias = Spec?.Networks?.[0]?.Aliases?.[0];
  return present({
    name: [...(stack === "" ? [] : [stack]), alias ?? ID.slice(0, 12)].join("_"),
    stack,
    owner: networks.flatMap(({ Labels: each }) => each?.[label.cluster] ?? [])[0],
    stopGracePeriod: fromWireSpan(StopGracePeriod),
    mounts: (Mounts ?? []).map(fromWireMount),
    ports: (Status?.PortStatus?.Ports ?? []).map(fromWirePort),
    networks: networks.flatMap(({ Name }) => Name ?? []),
  });
};
