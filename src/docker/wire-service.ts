import { label } from "../model/label.ts";
import type { Mode, Port, ServiceSpec } from "../model/spec.ts";
import { type Ids, idOf, toWireContainer } from "./wire-container.ts";
import { normalise, stackImage } from "./wire-normal.ts";
import { toWireRestart, toWireUpdate } from "./wire-policy.ts";
import { present } from "./wire-present.ts";
import type { WireMode, WirePort, WireService, WireTaskSpec } from "./wire-types.ts";

/** The body that creates the service for that cluster; throws where `ids` lacks what it refers to. */
export const toWireService = (wanted: ServiceSpec, cluster: string, ids: Ids) => {
  const spec = normalise(wanted);
  return present({
    Name: spec.name,
    Labels: { ...spec.labels, ...ownership(spec, cluster) },
    TaskTemplate: toWireTask(spec, ids),
    Mode: toWireMode(spec.mode),
    UpdateConfig: spec.update && toWireUpdate(spec.update),
    // No Mode: the engine's own is vip, and reading it back must not look like a change.
    EndpointSpec: { Ports: spec.ports.map(toWirePort) },
  });
};

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

const ownership = (spec: ServiceSpec, cluster: string): Record<string, string> => ({
  [label.cluster]: cluster,
  [label.stack]: spec.stack,
  [stackImage]: spec.image.replace(/@sha256:.*$/, ""),
});

const toWireTask = (spec: ServiceSpec, ids: Ids): WireTaskSpec =>
  present({
    ContainerSpec: toWireContainer(spec, ids),
    Networks: spec.networks.map(({ network, aliases }) => ({
      Target: idOf(ids.networks, network, spec),
      Aliases: [...aliases],
    })),
    RestartPolicy: spec.restart && toWireRestart(spec.restart),
    Placement: { Constraints: [...spec.constraints] },
  });

const toWireMode = (mode: Mode): WireMode => {
  switch (mode.kind) {
    case "replicated":
      return { Replicated: { Replicas: mode.replicas } };
    case "global":
      return { Global: {} };
  }
};

const toWirePort = (port: Port) =>
  ({
    Protocol: port.protocol,
    TargetPort: port.target,
    PublishedPort: port.published,
    PublishMode: port.mode,
  }) satisfies WirePort;
