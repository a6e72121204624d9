import { label } from "../model/label.ts";
import type { SeenService, UpdateState } from "../model/snapshot.ts";
import type { Mode, NetworkAttachment, Port, ServiceSpec } from "../model/spec.ts";
import { id } from "../model/units.ts";
import { fromWireContainer } from "./wire-container.ts";
import { normalise } from "./wire-normal.ts";
import { fromWireRestart, fromWireUpdate } from "./wire-policy.ts";
import { present } from "./wire-present.ts";
import type { WireMode, WirePort, WireService, WireServiceSpec } from "./wire-types.ts";

/** Names of what services refer to by the swarm's ids. */
export interface Names {
  readonly networks: ReadonlyMap<string, string>;
}

/** A service as `GET /services` returns it without insertDefaults; a network without a name keeps its id. */
export const fromWireService = (wire: WireService, names: Names): SeenService =>
  present({
    id: id<"service">(wire.ID),
    version: wire.Version?.Index ?? 0,
    owner: wire.Spec?.Labels?.[label.cluster],
    spec: normalise(serviceSpec(wire.Spec ?? {}, names)),
    previousFiles: filesOf(wire.PreviousSpec ?? {}),
    update: updateOf(wire.UpdateStatus),
  });

const serviceSpec = (wire: WireServiceSpec, names: Names): ServiceSpec => {
  const task = wire.TaskTemplate ?? {};
  return present({
    ...fromWireContainer(task.ContainerSpec ?? {}),
    name: wire.Name ?? "",
    stack: wire.Labels?.[label.stack] ?? "",
    networks: attachments(wire, names),
    ports: (wire.EndpointSpec?.Ports ?? []).map(fromWirePort),
    mode: fromWireMode(wire.Mode ?? {}),
    constraints: task.Placement?.Constraints ?? [],
    update: wire.UpdateConfig && fromWireUpdate(wire.UpdateConfig),
    restart: task.RestartPolicy && fromWireRestart(task.RestartPolicy),
    labels: wire.Labels ?? {},
  });
};

const attachments = (wire: WireServiceSpec, names: Names): NetworkAttachment[] =>
  (wire.TaskTemplate?.Networks ?? wire.Networks ?? []).map(({ Target = "", Aliases }) => ({
    network: names.networks.get(Target) ?? Target,
    aliases: Aliases ?? [],
  }));

/** The engine has more protocols than we write; a foreign one is carried through, to be seen as a difference. */
export const fromWirePort = (wire: WirePort): Port => ({
  target: wire.TargetPort ?? 0,
  published: wire.PublishedPort ?? 0,
  protocol: (wire.Protocol ?? "tcp") as Port["protocol"],
  mode: (wire.PublishMode ?? "ingress") as Port["mode"],
});

/** Jobs are never ours: they are read as the nearest kind, only so that the snapshot is whole. */
const fromWireMode = (wire: WireMode): Mode => {
  if (wire.Global !== undefined || wire.GlobalJob !== undefined) return { kind: "global" };
  const replicas = wire.Replicated?.Replicas ?? wire.ReplicatedJob?.TotalCompletions ?? 1;
  return { kind: "replicated", replicas };
};

const filesOf = (wire: WireServiceSpec): string[] => {
  const { configs, secrets } = fromWireContainer(wire.TaskTemplate?.ContainerSpec ?? {});
  return [...configs, ...secrets].map((file) => file.name).toSorted();
};

const updateOf = (wire: WireService["UpdateStatus"]): SeenService["update"] =>
  wire?.State === undefined || wire.State === ""
    ? undefined
    : { state: wire.State as UpdateState, message: wire.Message ?? "" };
