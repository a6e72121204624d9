import { label } from "../model/label.ts";
import type { SeenFile, SeenNetwork, SeenNode } from "../model/snapshot.ts";
import type { IpamSpec, Labels, TenantSpec } from "../model/spec.ts";
import { id } from "../model/units.ts";
import { present, unless } from "./wire-present.ts";
import type { WireIpam, WireNetwork, WireNode, WireStoredFile } from "./wire-types.ts";

/** A node as `GET /nodes` returns it, named by its hostname. */
export const fromWireNode = (wire: WireNode): SeenNode =>
  present({
    id: id<"node">(wire.ID),
    version: wire.Version?.Index ?? 0,
    name: wire.Description?.Hostname ?? "",
    role: (wire.Spec?.Role ?? "worker") as SeenNode["role"],
    leader: wire.ManagerStatus?.Leader ?? false,
    state: (wire.Status?.State ?? "unknown") as SeenNode["state"],
    labels: wire.Spec?.Labels ?? {},
    availability: (wire.Spec?.Availability ?? "active") as SeenNode["availability"],
    address: addressOf(wire),
    managerAddress: wire.ManagerStatus?.Addr,
  });

/** Of managers the advertised address: their own connection may be seen as 0.0.0.0 or from a loopback. */
const addressOf = (wire: WireNode): string =>
  wire.ManagerStatus?.Addr?.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1") ??
  wire.Status?.Addr ??
  "";

/** A network as `GET /networks` returns it. */
export const fromWireNetwork = (wire: WireNetwork): SeenNetwork =>
  present({
    id: id<"network">(wire.Id),
    name: wire.Name,
    driver: wire.Driver ?? "",
    attachable: wire.Attachable ?? false,
    internal: wire.Internal ?? false,
    options: withoutVxlan(wire.Options ?? {}),
    ipam: fromWireIpam(wire.IPAM ?? {}),
    labels: wire.Labels ?? {},
    owner: wire.Labels?.[label.cluster],
  });

/** Swarm notes here which numbers an overlay network got; nobody has asked for them. */
const withoutVxlan = ({
  "com.docker.network.driver.overlay.vxlanid_list": _,
  ...options
}: Labels): Labels => options;

const fromWireIpam = ({ Driver, Config }: WireIpam): IpamSpec =>
  present({
    driver: unless(Driver || undefined, "default"),
    subnets: (Config ?? []).flatMap(({ Subnet }) => Subnet || []),
  });

/** A config or secret as `GET /configs` and `GET /secrets` return them. */
export const fromWireFile = (wire: WireStoredFile): SeenFile =>
  present({
    id: id<"file">(wire.ID),
    name: wire.Spec?.Name ?? "",
    owner: wire.Spec?.Labels?.[label.cluster],
    tenant: tenantOf(wire.Spec?.Labels ?? {}),
  });

const tenantOf = (labels: Record<string, string>): TenantSpec | undefined => {
  const { [label.tenant]: name, [label.host]: host } = labels;
  return name === undefined || host === undefined ? undefined : { name, host };
};
