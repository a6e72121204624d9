import { label } from "../model/label.ts";
import type { Port, ServiceSpec } from "../model/spec.ts";
import { type Milliseconds, toNanoseconds } from "../model/units.ts";
import { toWireContainer } from "./wire-container.ts";
import { toWireMode } from "./wire-mode.ts";
import { toWireDriver } from "./wire-mount.ts";
import { toWireRestart, toWireUpdate } from "./wire-policy.ts";
import { present } from "./wire-present.ts";
import { type Ids, networkTarget } from "./wire-reference.ts";
import { toWireResources } from "./wire-resources.ts";
import { sortedBy } from "./wire-sorted.ts";
import type {
  WireAttachment,
  WireMode,
  WirePlacement,
  WirePort,
  WireService,
  WireServiceSpec,
  WireTaskSpec,
} from "./wire-types.ts";

/**
 * The body that creates the service for that cluster; throws where `ids` lacks what it refers to.
 * But for our labels it is what `docker stack deploy` would write, lists in its order: a default that
 * is said and one that is not differ to the engine, and moving between the two tools must not
 * restart tasks over it. (docker/cli cli/compose/convert/service.go)
 */
export const toWireService = (spec: ServiceSpec, cluster: string, ids: Ids) =>
  present({
    Name: spec.name,
    Labels: { ...spec.labels, ...ownership(spec, cluster) },
    TaskTemplate: toWireTask(spec, ids),
    Mode: toWireMode(spec.mode),
    UpdateConfig: spec.update && toWireUpdate(spec.update),
    RollbackConfig: spec.rollback && toWireUpdate(spec.rollback),
    EndpointSpec: present({
      Mode: spec.endpointMode,
      Ports: sortedBy(spec.ports, ({ published }) => published).map(toWirePort),
    }),
  });

/**
 * The body for an update of what is there: keeps its count of forced restarts, without which an
 * update of a label alone would replace every task.
 */
export const withForcedRestartsOf = <Body extends { TaskTemplate: WireTaskSpec }>(
  seen: WireService,
  body: Body,
): Body => {
  const ForceUpdate = seen.Spec?.TaskTemplate?.ForceUpdate;
  if (ForceUpdate === undefined) return body;
  return { ...body, TaskTemplate: { ...body.TaskTemplate, ForceUpdate } };
};

/**
 * The body that makes a job run once more as it is, or once where it is to run on demand only. What was
 * read is sent back: without insertDefaults that changes nothing else.
 */
export const runAgain = ({ Spec = {} }: WireService): WireServiceSpec => ({
  ...Spec,
  ...(Spec.Mode?.ReplicatedJob?.TotalCompletions === 0 && { Mode: once }),
  TaskTemplate: forcedAnew(Spec.TaskTemplate),
});

/**
 * The body that replaces all tasks of a service by new ones of the same kind, in turn, so long after one another. A
 * service without a policy is updated one task at a time, as long as it has none.
 */
export const restarted = ({ Spec = {} }: WireService, delay: Milliseconds): WireServiceSpec => ({
  ...Spec,
  UpdateConfig: { ...(Spec.UpdateConfig ?? { Parallelism: 1 }), Delay: toNanoseconds(delay) },
  TaskTemplate: forcedAnew(Spec.TaskTemplate),
});

/** Swarm replaces tasks that are otherwise alike when this number rises. */
const forcedAnew = (task: WireTaskSpec = {}): WireTaskSpec => ({
  ...task,
  ForceUpdate: (task.ForceUpdate ?? 0) + 1,
});

const once: WireMode = { ReplicatedJob: { MaxConcurrent: 1, TotalCompletions: 1 } };

/** The body that puts a job back that runs on demand only. */
export const atRest = ({ Spec = {} }: WireService): WireServiceSpec => ({
  ...Spec,
  Mode: { ReplicatedJob: { MaxConcurrent: 0, TotalCompletions: 0 } },
});

const ownership = (spec: ServiceSpec, cluster: string): Record<string, string> => ({
  [label.cluster]: cluster,
  [label.stack]: spec.stack,
  [label.stackImage]: spec.labels[label.stackImage] ?? spec.image.replace(/@sha256:.*$/, ""),
});

const toWireTask = (spec: ServiceSpec, ids: Ids): WireTaskSpec =>
  present({
    ContainerSpec: toWireContainer(spec, ids),
    Resources: toWireResources(spec.resources),
    LogDriver: spec.logging && toWireDriver(spec.logging),
    Networks: attachments(spec, ids),
    RestartPolicy: spec.restart && toWireRestart(spec.restart),
    Placement: toWirePlacement(spec),
  });

const attachments = (spec: ServiceSpec, ids: Ids): WireAttachment[] =>
  sortedBy(spec.networks, ({ network }) => network).map(({ network, aliases, options }) =>
    present({
      Target: networkTarget(ids, network, spec),
      Aliases: aliases,
      DriverOpts: options,
    }),
  );

const toWirePlacement = (spec: ServiceSpec): WirePlacement =>
  present({
    Constraints: spec.constraints,
    Preferences: spec.preferences?.map((label) => ({ Spread: { SpreadDescriptor: label } })),
    MaxReplicas: spec.maxReplicasPerNode,
  });

const toWirePort = (port: Port) =>
  present({
    Protocol: port.said?.protocol ?? port.protocol,
    TargetPort: port.target || undefined,
    PublishedPort: port.published,
    PublishMode: port.said?.mode ?? port.mode,
  }) satisfies WirePort;
