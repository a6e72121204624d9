import { isDeepStrictEqual } from "node:util";
import type { SeenTask, TaskState } from "../model/snapshot.ts";
import type { Port } from "../model/spec.ts";
import { id } from "../model/units.ts";
import { leftBy } from "./wire-left.ts";
import { present } from "./wire-present.ts";
import { fromWirePort } from "./wire-seen-service.ts";
import type { WirePort, WireService, WireTask, WireTaskSpec } from "./wire-types.ts";

/** A task as `GET /tasks` returns it, judged against its service; without a service it is not current. */
export const fromWireTask = (task: WireTask, service: WireService | undefined): SeenTask =>
  present({
    id: id<"task">(task.ID),
    service: id<"service">(task.ServiceID ?? ""),
    node: task.NodeID ? id<"node">(task.NodeID) : undefined,
    slot: task.Slot || undefined,
    state: (task.Status?.State ?? "new") as TaskState,
    desired: (task.DesiredState ?? "new") as TaskState,
    created: task.CreatedAt ?? "",
    at: task.Status?.Timestamp ?? "",
    error: task.Status?.Err || undefined,
    message: task.Status?.Message ?? "",
    current: service !== undefined && isCurrent(task, service),
    // A container that somebody has put on a network of the swarm is a task of no service.
    leaves: service === undefined && task.ServiceID ? leftBy(task) : undefined,
  });

/*
 * As swarmkit's IsTaskDirty decides, from what the API shows of it. Placement is left out: a task
 * whose node still meets new constraints is kept. Ports are not in the task's spec, yet a change of
 * them replaces it; of host ports the status tells, of ingress ports nothing but the update's state.
 */
const isCurrent = (task: WireTask, service: WireService): boolean =>
  isOfThisRun(task, service) &&
  isDeepStrictEqual(comparable(task.Spec), comparable(service.Spec?.TaskTemplate)) &&
  (task.Status?.State !== "running" || publishesPortsOf(service, task));

/** Every write to a job makes it run again, as its next iteration, also one that leaves its tasks alike. */
const isOfThisRun = ({ JobIteration }: WireTask, { JobStatus }: WireService): boolean =>
  JobStatus === undefined ||
  (JobIteration !== undefined &&
    (JobIteration.Index ?? 0) === (JobStatus.JobIteration?.Index ?? 0));

/** Seen with 20.10: the engine adds Runtime "container" to services that it reads back, not to tasks. */
const comparable = ({ Placement, Runtime, ...rest }: WireTaskSpec = {}): WireTaskSpec => rest;

const publishesPortsOf = (service: WireService, task: WireTask): boolean => {
  const wanted = hostPorts(service.Spec?.EndpointSpec?.Ports);
  const bound = hostPorts(task.Status?.PortStatus?.Ports);
  if (bound.length === 0 && isOfThesePorts(service, task)) return true;
  return areServed(wanted, bound);
};

const areServed = (wanted: readonly Port[], bound: readonly Port[]): boolean =>
  wanted.every((port) => bound.some((other) => serves(other, port))) &&
  bound.every((port) => wanted.some((other) => serves(port, other)));

/**
 * Seen with 26.1: when another manager takes the lead, nodes report their tasks anew and leave the ports out. Then
 * a task has the ports of the service if these were not changed last, or it was made by the update that did so.
 */
const isOfThesePorts = (service: WireService, { CreatedAt = "" }: WireTask): boolean => {
  const { Spec, PreviousSpec, UpdateStatus: { StartedAt = "" } = {} } = service;
  if (PreviousSpec === undefined) return true;
  const [now, before] = [Spec, PreviousSpec].map((spec) => hostPorts(spec?.EndpointSpec?.Ports));
  if (areServed(now ?? [], before ?? [])) return true;
  return Date.parse(CreatedAt) >= Date.parse(StartedAt);
};

/** A port is reported once per address family, so both lists are sets. */
const hostPorts = (ports: readonly WirePort[] | null = []): Port[] =>
  (ports ?? []).map(fromWirePort).filter((port) => port.mode === "host");

/** Published as 0, a port may turn out to be any. */
const serves = (bound: Port, wanted: Port): boolean =>
  bound.target === wanted.target &&
  bound.protocol === wanted.protocol &&
  (wanted.published === 0 || bound.published === wanted.published);
