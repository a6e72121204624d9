import { createHash } from "node:crypto";
import { label } from "../model/label.ts";
import { addressIn, type Subnet } from "./subnets.ts";

/** What the parts of one simulated cluster have in common. Its names are unique on the engine. */
export interface Site {
  readonly cluster: string;
  readonly run: string;
  readonly public: SiteNetwork;
  readonly private: SiteNetwork;
}

export interface SiteNetwork {
  readonly name: string;
  readonly subnet: Subnet;
}

export type Part =
  | "node"
  | "registry"
  | "client"
  | "network"
  | "storage"
  | "kept"
  | "lock"
  | "down";

export const nameIn = ({ cluster, run }: Pick<Site, "cluster" | "run">, name: string): string =>
  `${cluster}-${createHash("sha256").update(run).digest("hex").slice(0, 6)}-${name}`;

export const labelsOf = (
  { cluster, run }: Pick<Site, "cluster" | "run">,
  part: Part,
  name: string,
): Record<string, string> => ({
  [label.cluster]: cluster,
  [label.run]: run,
  [label.part]: part,
  [label.name]: name,
});

/** Fixed places within both networks, so that addresses survive a restart. */
export const placeOf = {
  /** The engine's machine: engines give themselves the first address of a network. */
  machine: ({ subnet }: SiteNetwork): string => addressIn(subnet, 1),
  registry: (site: Site): string => addressIn(site.private.subnet, 5),
  node: (site: Site, index: number) => ({
    public: addressIn(site.public.subnet, 11 + index),
    private: addressIn(site.private.subnet, 11 + index),
  }),
  client: (site: Site, index: number): string => addressIn(site.public.subnet, 201 + index),
};

/**
 * What part of the processors a client's container gets where there are too few, the engine's own default, which
 * nodes have, being 1024: who measures goes before what is measured.
 */
export const clientWeight = 8192;

/** Where a client's container keeps the cluster's keys, for later commands to find. */
export const credentialsPath = "/etc/swarmspec/credentials.json";
