import type { Milliseconds } from "./units.ts";

/** A whole cluster as its authors want it. Made by src/spec, never edited. */
export interface ClusterSpec {
  readonly name: string;
  readonly nodes: readonly NodeSpec[];
  readonly registry?: RegistrySpec;
  readonly networks: readonly NetworkSpec[];
  readonly configs: readonly FileSpec[];
  readonly secrets: readonly FileSpec[];
  readonly services: readonly ServiceSpec[];
  readonly tenants: readonly TenantSpec[];
  readonly proxy?: ProxySpec;
}

export type Role = "manager" | "worker";

export interface NodeSpec {
  readonly name: string;
  readonly role: Role;
}

/** A private registry of the cluster, and the folder whose images it holds. */
export interface RegistrySpec {
  /** Host and port as nodes and stack files write it, for example `registry:5000`. */
  readonly address: string;
  /** A folder with one sub-folder and Dockerfile per image, as an absolute path. */
  readonly images: string;
}

export interface NetworkSpec {
  readonly name: string;
  readonly driver: "overlay";
  readonly attachable: boolean;
}

/** A swarm config or secret. `name` ends in a hash of the content, so new content is a new object. */
export interface FileSpec {
  readonly name: string;
  readonly stack: string;
  readonly content: Uint8Array;
  /** Whom a certificate is for, so that a swarm can be asked for its tenants. */
  readonly tenant?: TenantSpec;
}

export interface TenantSpec {
  readonly name: string;
  readonly host: string;
}

/** One reverse proxy per node, on ports of the node itself. */
export interface ProxySpec {
  readonly image: string;
  readonly http: number;
  readonly https: number;
  /** The overlay network that it shares with every tenant. */
  readonly network: string;
  /** Which service of a tenant's stack answers, and on which port. */
  readonly backend: { readonly service: string; readonly port: number };
}

/** A swarm service in the field's own words; absent means that the engine's default holds. */
export interface ServiceSpec {
  /** The full name, `stack_service`. */
  readonly name: string;
  readonly stack: string;
  readonly image: string;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  /** `NAME=value`, sorted by name. */
  readonly environment: readonly string[];
  readonly hostname?: string;
  readonly user?: string;
  readonly workingDir?: string;
  readonly stopGracePeriod?: Milliseconds;
  readonly stopSignal?: string;
  readonly healthcheck?: Healthcheck;
  readonly mounts: readonly Mount[];
  readonly networks: readonly NetworkAttachment[];
  readonly configs: readonly FileReference[];
  readonly secrets: readonly FileReference[];
  readonly ports: readonly Port[];
  readonly mode: Mode;
  readonly constraints: readonly string[];
  readonly update?: UpdatePolicy;
  readonly restart?: RestartPolicy;
  /** Labels of the service; ownership labels are added when it is written. */
  readonly labels: Readonly<Record<string, string>>;
}

export type Mode =
  | { readonly kind: "replicated"; readonly replicas: number }
  | { readonly kind: "global" };

export interface Healthcheck {
  /** As the engine takes it: `["CMD", …]`, `["CMD-SHELL", line]` or `["NONE"]`. */
  readonly test: readonly string[];
  readonly interval?: Milliseconds;
  readonly timeout?: Milliseconds;
  readonly startPeriod?: Milliseconds;
  /** Between checks in the start period; engines before 25 do not know it and use the interval. */
  readonly startInterval?: Milliseconds;
  readonly retries?: number;
}

export interface Mount {
  readonly type: "bind" | "volume" | "tmpfs";
  readonly source?: string;
  readonly target: string;
  readonly readOnly: boolean;
}

export interface NetworkAttachment {
  readonly network: string;
  readonly aliases: readonly string[];
}

/** A config or secret as one service sees it; `name` is that of the swarm's object. */
export interface FileReference {
  readonly name: string;
  readonly target: string;
  readonly uid: string;
  readonly gid: string;
  /** Permission bits, for example 0o444. */
  readonly mode: number;
}

export interface Port {
  readonly target: number;
  readonly published: number;
  readonly protocol: "tcp" | "udp";
  readonly mode: "host" | "ingress";
}

export interface UpdatePolicy {
  readonly parallelism?: number;
  readonly delay?: Milliseconds;
  readonly monitor?: Milliseconds;
  readonly failureAction?: "pause" | "continue" | "rollback";
  readonly order?: "stop-first" | "start-first";
  readonly maxFailureRatio?: number;
}

export interface RestartPolicy {
  readonly condition?: "none" | "on-failure" | "any";
  readonly delay?: Milliseconds;
  readonly maxAttempts?: number;
  readonly window?: Milliseconds;
}
