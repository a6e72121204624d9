import { label } from "../model/label.ts";
import { protocolOf, publishModeOf } from "../model/port-words.ts";
import type { SeenService, UpdateState } from "../model/snapshot.ts";
import type { NetworkAttachment, Port, ServiceSpec } from "../model/spec.ts";
import { id } from "../model/units.ts";
import { fromWireContainer } from "./wire-container.ts";
import { fromWireMode } from "./wire-mode.ts";
import { fromWireDriver } from "./wire-mount.ts";
import { normalise } from "./wire-normal.ts";
import { fromWireRestart, fromWireUpdate } from "./wire-policy.ts";
import { present } from "./wire-present.ts";
import { fromWireResources } from "./wire-resources.ts";
import type {
  WireAttachment,
  WireNetwork,
  WirePlacement,
  WirePort,
  WireService,
  WireServiceSpec,
  WireTask,
} from "./wire-types.ts";

/** Names of what services refer to by the swarm's ids. */
export interface Names {
  readonly networks: ReadonlyMap<string, string>;
}

/**
 * The names of networks by their ids. Engines do not list the swarm's own `host` and the like, but
 * tell them with the tasks that are attached to them.
 */
export const namesOf = (networks: readonly WireNetwork[], tasks: readonly WireTask[]): Names => ({
  networks: new Map([
    ...tasks.flatMap(({ NetworksAttachments }) =>
      (NetworksAttachments ?? []).map(
        ({ Network }) => [Network?.ID ?? "", Network?.Spec?.Name ?? ""] as const,
      ),
    ),
    ...networks.map(({ Id, Name }) => [Id, Name] as const),
  ]),
});

/** The networks, by id, that services are on and that have no name yet, each once. */
export const unnamedIn = (services: readonly WireService[], { networks }: Names): string[] => {
  const targets = services.flatMap(({ Spec = {} }) =>
    targetsOf(Spec).map(({ Target = "" }) => Target),
  );
  return [...new Set(targets)].filter((id) => !networks.has(id));
};

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
    ...placement(task.Placement ?? {}),
    resources: task.Resources && fromWireResources(task.Resources),
    logging: task.LogDriver && fromWireDriver(task.LogDriver),
    endpointMode: wire.EndpointSpec?.Mode as ServiceSpec["endpointMode"],
    update: wire.UpdateConfig && fromWireUpdate(wire.UpdateConfig),
    rollback: wire.RollbackConfig && fromWireUpdate(wire.RollbackConfig),
    restart: task.RestartPolicy && fromWireRestart(task.RestartPolicy),
    labels: wire.Labels ?? {},
  });
};

const placement = ({ Constraints, Preferences, MaxReplicas }: WirePlacement) => ({
  constraints: Constraints ?? [],
  preferences: Preferences?.map(({ Spread }) => Spread?.SpreadDescriptor ?? ""),
  maxReplicasPerNode: MaxReplicas,
});

const targetsOf = (wire: WireServiceSpec): readonly WireAttachment[] =>
  wire.TaskTemplate?.Networks ?? wire.Networks ?? [];

const attachments = (wire: WireServiceSpec, names: Names): NetworkAttachment[] =>
  targetsOf(wire).map(({ Target = "", Aliases, DriverOpts }) =>
    present({
      network: names.networks.get(Target) ?? Target,
      aliases: Aliases ?? [],
      options: DriverOpts,
    }),
  );

/** The engine has more protocols than we write; a foreign one is carried through, to be seen as a difference. */
export const fromWirePort = (wire: WirePort): Port => ({
  target: wire.TargetPort ?? 0,
  published: wire.PublishedPort ?? 0,
  protocol: protocolOf(wire.Protocol),
  mode: publishModeOf(wire.PublishMode),
});

/** The config of a credential too: it is one that no task sees. */
const filesOf = ({ TaskTemplate }: WireServiceSpec): string[] => {
  const { Configs = [], Secrets = [] } = TaskTemplate?.ContainerSpec ?? {};
  return [
    ...Configs.map(({ ConfigName = "" }) => ConfigName),
    ...Secrets.map(({ SecretName = "" }) => SecretName),
  ].toSorted();
};

const updateOf = (wire: WireService["UpdateStatus"]): SeenService["update"] =>
  wire?.State === undefined || wire.State === ""
    ? undefined
    : { state: wire.State as UpdateState, message: wire.Message ?? "" };
