import { SwarmspecError } from "../model/errors.ts";
import { label } from "../model/label.ts";
import type { FileReference, Healthcheck, Mount, ServiceSpec } from "../model/spec.ts";
import { present, unless } from "./wire-present.ts";
import { fromWireSpan, toWireSpan } from "./wire-span.ts";
import type { WireContainerSpec, WireFile, WireHealthcheck, WireMount } from "./wire-types.ts";

/** The swarm's ids of what services refer to by name. */
export interface Ids {
  readonly networks: ReadonlyMap<string, string>;
  readonly configs: ReadonlyMap<string, string>;
  readonly secrets: ReadonlyMap<string, string>;
}

/** The container part of a service that is already normalised. */
export const toWireContainer = (spec: ServiceSpec, ids: Ids): WireContainerSpec =>
  present({
    Image: spec.image,
    Labels: { [label.stack]: spec.stack },
    Command: spec.entrypoint && [...spec.entrypoint],
    Args: spec.command && [...spec.command],
    Env: [...spec.environment],
    Hostname: spec.hostname,
    User: spec.user,
    Dir: spec.workingDir,
    StopGracePeriod: toWireSpan(spec.stopGracePeriod),
    StopSignal: spec.stopSignal,
    Healthcheck: spec.healthcheck && toWireHealthcheck(spec.healthcheck),
    Mounts: spec.mounts.map(toWireMount),
    Configs: spec.configs.map((file) => ({
      ConfigID: idOf(ids.configs, file.name, spec),
      ConfigName: file.name,
      File: toWireFile(file),
    })),
    Secrets: spec.secrets.map((file) => ({
      SecretID: idOf(ids.secrets, file.name, spec),
      SecretName: file.name,
      File: toWireFile(file),
    })),
  });

/** The id of what a service refers to; throws where the swarm has none, for no task could start. */
export const idOf = (ids: ReadonlyMap<string, string>, name: string, spec: ServiceSpec): string => {
  const found = ids.get(name);
  if (found !== undefined) return found;
  throw new SwarmspecError(`service ${spec.name} refers to ${name}, which is not in the swarm`, {
    hint: "declare it, or create it before the service",
  });
};

const toWireHealthcheck = (check: Healthcheck): WireHealthcheck =>
  present({
    Test: [...check.test],
    Interval: toWireSpan(check.interval),
    Timeout: toWireSpan(check.timeout),
    StartPeriod: toWireSpan(check.startPeriod),
    StartInterval: toWireSpan(check.startInterval),
    Retries: check.retries,
  });

const toWireMount = (mount: Mount): WireMount =>
  present({
    Type: mount.type,
    Source: mount.source,
    Target: mount.target,
    ReadOnly: mount.readOnly,
  });

const toWireFile = (file: FileReference): WireFile => ({
  Name: file.target,
  UID: file.uid,
  GID: file.gid,
  Mode: file.mode,
});

/** What a container part says of a service; lists may be missing, as engines leave out empty ones. */
export const fromWireContainer = (wire: WireContainerSpec) =>
  present({
    image: wire.Image ?? "",
    entrypoint: wire.Command,
    command: wire.Args,
    environment: wire.Env ?? [],
    hostname: wire.Hostname,
    user: wire.User,
    workingDir: wire.Dir,
    stopGracePeriod: fromWireSpan(wire.StopGracePeriod),
    stopSignal: wire.StopSignal,
    healthcheck: wire.Healthcheck && fromWireHealthcheck(wire.Healthcheck),
    mounts: (wire.Mounts ?? []).map(fromWireMount),
    configs: (wire.Configs ?? []).map((each) => fromWireReference(each.ConfigName, each.File)),
    secrets: (wire.Secrets ?? []).map((each) => fromWireReference(each.SecretName, each.File)),
  });

const fromWireHealthcheck = (wire: WireHealthcheck): Healthcheck =>
  present({
    test: wire.Test ?? [],
    interval: fromWireSpan(wire.Interval),
    timeout: fromWireSpan(wire.Timeout),
    startPeriod: fromWireSpan(wire.StartPeriod),
    startInterval: fromWireSpan(wire.StartInterval),
    retries: wire.Retries,
  });

const fromWireMount = (wire: WireMount): Mount =>
  present({
    type: (wire.Type ?? "bind") as Mount["type"],
    source: unless(wire.Source, ""),
    target: wire.Target ?? "",
    readOnly: wire.ReadOnly ?? false,
  });

/** A config without a file is one that only the runtime reads; it keeps its name as the target. */
const fromWireReference = (name = "", file: WireFile = {}): FileReference => ({
  name,
  target: file.Name ?? name,
  uid: file.UID ?? "0",
  gid: file.GID ?? "0",
  mode: file.Mode ?? 0,
});
