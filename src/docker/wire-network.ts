import { label } from "../model/label.ts";
import type { IpamSpec, NetworkSpec } from "../model/spec.ts";
import { present } from "./wire-present.ts";
import type { WireIpam } from "./wire-types.ts";

/** The body that creates the network for that cluster, or for the stack that it is the own of. */
export const toWireNetwork = (spec: NetworkSpec, cluster: string) =>
  present({
    Name: spec.name,
    Driver: spec.driver,
    Attachable: spec.attachable,
    Internal: spec.internal,
    Options: spec.options,
    IPAM: spec.ipam && toWireIpam(spec.ipam),
    CheckDuplicate: true,
    Labels: {
      ...spec.labels,
      ...(spec.stack !== undefined && { [label.stack]: spec.stack }),
      [label.cluster]: cluster,
    },
  });

const toWireIpam = ({ driver, subnets }: IpamSpec): WireIpam =>
  present({ Driver: driver, Config: subnets.map((Subnet) => ({ Subnet })) });
