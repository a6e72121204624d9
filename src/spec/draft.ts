import type {
  NetworkSpec,
  NodeSpec,
  RegistrySpec,
  Route,
  StorageSpec,
  TenantSpec,
} from "../model/spec.ts";
import type { Placed } from "./context.ts";
import type { Variables } from "./env-file.ts";

/** A stack before its files are read. */
export interface StackDraft {
  readonly name: string;
  /** The first one, and those that are merged over it in turn. */
  readonly files: readonly string[];
  /** What is set for these files only, by variable name. */
  readonly variables: Variables;
}

/** A tenant as its table row says it: a stack with a host. */
export interface TenantDraft extends StackDraft, TenantSpec {}

/** A proxy as its phrase says it; the image may come from a registry that is declared later. */
export interface ProxyDraft {
  readonly image?: string;
  readonly http: number;
  readonly https: number;
  readonly routes?: readonly Placed<Route>[];
  readonly learns?: true;
}

/** What the Given phrases so far have said, each with its place; made a ClusterSpec by `finish`. */
export interface Draft {
  readonly swarm?: Placed<string>;
  readonly registry?: Placed<RegistrySpec>;
  readonly nodes: readonly Placed<NodeSpec>[];
  readonly networks: readonly Placed<NetworkSpec>[];
  readonly tenants: readonly Placed<TenantDraft>[];
  /** Stacks that are no tenants. */
  readonly stacks: readonly Placed<StackDraft>[];
  /** Variables of all stack files, from env files; a later file counts more. */
  readonly variables: Variables;
  readonly storage?: Placed<StorageSpec>;
  readonly proxy?: Placed<ProxyDraft>;
  /** Networks that stack files want from outside are made, where nobody else could describe them. */
  readonly externals?: "made";
}

export const emptyDraft: Draft = {
  nodes: [],
  networks: [],
  tenants: [],
  stacks: [],
  variables: {},
};
