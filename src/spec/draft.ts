import type { NetworkSpec, NodeSpec, RegistrySpec, TenantSpec } from "../model/spec.ts";
import type { Placed } from "./context.ts";

/** A tenant as its table row says it, before its stack file is read. */
export interface TenantDraft extends TenantSpec {
  readonly stackFile: string;
  /** What the row sets for the stack file, by variable name. */
  readonly variables: Readonly<Record<string, string>>;
}

/** A proxy as its phrase says it; the image may come from a registry that is declared later. */
export interface ProxyDraft {
  readonly image?: string;
  readonly http: number;
  readonly https: number;
}

/** What the Given phrases so far have said, each with its place; made a ClusterSpec by `finish`. */
export interface Draft {
  readonly swarm?: Placed<string>;
  readonly registry?: Placed<RegistrySpec>;
  readonly nodes: readonly Placed<NodeSpec>[];
  readonly networks: readonly Placed<NetworkSpec>[];
  readonly tenants: readonly Placed<TenantDraft>[];
  readonly proxy?: Placed<ProxyDraft>;
}

export const emptyDraft: Draft = { nodes: [], networks: [], tenants: [] };
