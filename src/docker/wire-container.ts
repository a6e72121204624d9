import { effectiveCapabilities } from "../model/capabilities.ts";
import { label } from "../model/label.ts";
import type { Dns, ServiceSpec } from "../model/spec.ts";
import type { WireContainerSpec, WireDns } from "./wire-container-types.ts";
import { fromWireHealthcheck, toWireHealthcheck } from "./wire-healthcheck.ts";
import { fromWireMount, toWireMount, withoutStack } from "./wire-mount.ts";
import { present } from "./wire-present.ts";
import {
  fromWireConfigs,
  fromWireCredential,
  fromWireSecrets,
  type Ids,
  toWireConfigs,
  toWireCredential,
  toWireSecrets,
} from "./wire-reference.ts";
import { sortedBy } from "./wire-sorted.ts";
import { fromWireSpan, toWireSpan } from "./wire-span.ts";
import { toWireWhole } from "./wire-whole.ts";

/** The container part of a service, as `docker stack deploy` would write it. */
export const toWireContainer = (spec: ServiceSpec, ids: Ids): WireContainerSpec =>
  present({
    Image: spec.image,
    Labels: { ...spec.containerLabels, [label.stack]: spec.stack },
    Command: spec.entrypoint,
    Args: spec.command,
    Env: spec.environment.toSorted(),
    Hostname: spec.hostname,
    User: spec.user,
    Dir: spec.workingDir,
    TTY: spec.tty,
    OpenStdin: spec.stdinOpen,
    ReadOnly: spec.readOnly,
    Init: spec.init,
    Isolation: spec.isolation,
    Hosts: spec.hosts,
    DNSConfig: toWireDns(spec.dns),
    ...kernelOf(spec),
    // Docker sends it empty too, and then it is read back.
    Privileges: { CredentialSpec: toWireCredential(spec, ids) },
    StopGracePeriod: toWireSpan(spec.stopGracePeriod),
    StopSignal: spec.stopSignal,
    Healthcheck: spec.healthcheck && toWireHealthcheck(spec.healthcheck),
    Mounts: spec.mounts.map((mount) => toWireMount(mount, spec.stack)),
    Configs: toWireConfigs(spec, ids),
    Secrets: toWireSecrets(spec, ids),
  });

/** Read back an empty configuration would be there, unlike none. */
const toWireDns = (dns: Dns | undefined): WireDns | undefined =>
  dns === undefined || dns.nameservers.length + dns.search.length === 0
    ? undefined
    : { Nameservers: dns.nameservers, Search: dns.search };

const kernelOf = (spec: ServiceSpec): WireContainerSpec => {
  const { capAdd, capDrop } = effectiveCapabilities(spec);
  const ulimits = sortedBy(spec.ulimits ?? [], ({ name }) => name);
  return {
    CapabilityAdd: capAdd,
    CapabilityDrop: capDrop,
    Sysctls: spec.sysctls,
    Ulimits: ulimits.map(({ name, soft, hard }) => ({
      Name: name,
      Soft: toWireWhole(soft),
      Hard: toWireWhole(hard),
    })),
  };
};

/** What a container part says of a service; lists may be missing, as engines leave out empty ones. */
export const fromWireContainer = (wire: WireContainerSpec) =>
  present({
    image: wire.Image ?? "",
    containerLabels: wire.Labels && withoutStack(wire.Labels),
    entrypoint: wire.Command,
    command: wire.Args,
    environment: wire.Env ?? [],
    hostname: wire.Hostname,
    user: wire.User,
    workingDir: wire.Dir,
    tty: wire.TTY,
    stdinOpen: wire.OpenStdin,
    readOnly: wire.ReadOnly,
    init: wire.Init ?? undefined,
    isolation: wire.Isolation,
    hosts: wire.Hosts,
    dns: wire.DNSConfig && fromWireDns(wire.DNSConfig),
    capAdd: wire.CapabilityAdd,
    capDrop: wire.CapabilityDrop,
    sysctls: wire.Sysctls,
    ulimits: wire.Ulimits?.map(({ Name = "", Soft = 0, Hard = 0 }) => ({
      name: Name,
      soft: Soft,
      hard: Hard,
    })),
    credential: fromWireCredential(wire),
    stopGracePeriod: fromWireSpan(wire.StopGracePeriod),
    stopSignal: wire.StopSignal,
    healthcheck: wire.Healthcheck && fromWireHealthcheck(wire.Healthcheck),
    mounts: (wire.Mounts ?? []).map(fromWireMount),
    configs: fromWireConfigs(wire),
    secrets: fromWireSecrets(wire),
  });

const fromWireDns = ({ Nameservers, Search }: WireDns): Dns => ({
  nameservers: Nameservers ?? [],
  search: Search ?? [],
});
