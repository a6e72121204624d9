import type { Milliseconds, Whole } from "./units.ts";

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
  readonly storage?: StorageSpec;
  /** What stack files say and `docker stack deploy` ignores too, as sentences for people. */
  readonly warnings?: readonly string[];
  /** What of it came from variables of the environment and from env files, to be told by name; absent if nothing. */
  readonly outside?: Outside;
  /** All values are told as they are: people have asked for it. */
  readonly showValues?: true;
}

/** What stack files have from variables of the environment and from env files. Nothing of it is ever written. */
export interface Outside {
  readonly values: readonly OutsideValue[];
  /** The services that have such values in them, as people are told of them: `${NAME}` stands for each value. */
  readonly services: readonly ServiceSpec[];
  /** The networks likewise. */
  readonly networks: readonly NetworkSpec[];
}

export interface OutsideValue {
  /** Of the variable. */
  readonly name: string;
  readonly value: string;
}

export type Role = "manager" | "worker";

export type Availability = "active" | "pause" | "drain";

export interface NodeSpec {
  readonly name: string;
  readonly role: Role;
  /** Active unless said. */
  readonly availability?: Availability;
  /** All labels of the node; absent where the feature says nothing of labels, which then are nobody's concern. */
  readonly labels?: Labels;
}

export type Labels = Readonly<Record<string, string>>;

/** A folder that all nodes share; what services mount from below it is made before they start. */
export interface StorageSpec {
  /** The same absolute path on every node. */
  readonly path: string;
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
  /** The stack that made it its own; absent for a network of the cluster. */
  readonly stack?: string;
  /** `overlay` as a rule. */
  readonly driver: string;
  readonly attachable: boolean;
  /** Without a way out of the swarm. */
  readonly internal?: boolean;
  /** The driver's options. */
  readonly options?: Readonly<Record<string, string>>;
  /** Absent where the swarm chooses the subnet. */
  readonly ipam?: IpamSpec;
  readonly labels?: Labels;
}

export interface IpamSpec {
  readonly driver?: string;
  /** CIDR notation. */
  readonly subnets: readonly string[];
}

/** A swarm config or secret. `name` ends in a hash of the content, so new content is a new object. */
export interface FileSpec {
  readonly name: string;
  readonly stack: string;
  /** Empty where a driver keeps the bytes. */
  readonly content: Uint8Array;
  readonly labels?: Labels;
  /** The driver that fills in `{{.Node.Hostname}}` and the like when a task starts. */
  readonly templateDriver?: string;
  /** A plugin that has the bytes of a secret. */
  readonly driver?: Driver;
  /** Whom a certificate is for, so that a swarm can be asked for its tenants. */
  readonly tenant?: TenantSpec;
}

export interface Driver {
  readonly name: string;
  readonly options?: Readonly<Record<string, string>>;
}

export interface TenantSpec {
  readonly name: string;
  readonly host: string;
  /** The day on which its certificate was renewed, as YYYY-MM-DD; absent for its first one. */
  readonly renewed?: string;
}

/** One reverse proxy per node, on ports of the node itself. */
export interface ProxySpec {
  readonly image: string;
  readonly http: number;
  readonly https: number;
  /** The overlay network that it shares with every tenant. */
  readonly network: string;
  /** Which service of a tenant's stack answers, and on which port. */
  readonly backend: Backend;
  /** Requests whose path begins so go elsewhere, in a tenant's stack that has the service; the longest path first. */
  readonly routes?: readonly Route[];
  /** Learns of tenants while it runs; else its own configuration names them, and each new one restarts it. */
  readonly learns?: true;
}

/** A service by its short name, and the port that it listens on. */
export interface Backend {
  readonly service: string;
  readonly port: number;
}

export interface Route extends Backend {
  /** For example `/static`, which is `/static` itself and all below it. */
  readonly path: string;
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
  /** Labels of the containers; the stack's own is added when it is written. */
  readonly containerLabels?: Labels;
  readonly tty?: boolean;
  readonly stdinOpen?: boolean;
  readonly readOnly?: boolean;
  /** Absent means the engine's own choice, which is not the same as false. */
  readonly init?: boolean;
  readonly isolation?: string;
  /** `address name`, as the engine takes it and in this order. */
  readonly hosts?: readonly string[];
  readonly dns?: Dns;
  readonly capAdd?: readonly string[];
  readonly capDrop?: readonly string[];
  readonly sysctls?: Readonly<Record<string, string>>;
  readonly ulimits?: readonly Ulimit[];
  readonly credential?: CredentialSpec;
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
  /** Spread over the values of these node labels, for example `node.labels.zone`, in this order. */
  readonly preferences?: readonly string[];
  readonly maxReplicasPerNode?: number;
  readonly resources?: Resources;
  readonly logging?: Driver;
  readonly endpointMode?: "vip" | "dnsrr";
  readonly update?: UpdatePolicy;
  readonly rollback?: UpdatePolicy;
  readonly restart?: RestartPolicy;
  /** Labels of the service; ownership labels are added when it is written. */
  readonly labels: Labels;
}

export type Mode =
  | { readonly kind: "replicated"; readonly replicas: number }
  | { readonly kind: "global" }
  | { readonly kind: "replicated-job"; readonly completions: number; readonly concurrency: number }
  | { readonly kind: "global-job" };

export interface Dns {
  readonly nameservers: readonly string[];
  readonly search: readonly string[];
}

export interface Ulimit {
  readonly name: string;
  readonly soft: Whole;
  readonly hard: Whole;
}

/** Where a Windows credential spec comes from; one of them. */
export type CredentialSpec =
  | { readonly kind: "config" /** The swarm's name of it. */; readonly name: string }
  | { readonly kind: "file"; readonly file: string }
  | { readonly kind: "registry"; readonly registry: string };

export interface Resources {
  readonly limits?: {
    /** Billionths of a processor. */
    readonly nanoCpus?: number;
    /** Bytes. */
    readonly memory?: number;
    readonly pids?: Whole;
  };
  readonly reservations?: {
    readonly nanoCpus?: number;
    readonly memory?: number;
    readonly generic?: readonly { readonly kind: string; readonly value: Whole }[];
  };
}

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
  readonly type: "bind" | "volume" | "tmpfs" | "npipe" | "cluster";
  readonly source?: string;
  readonly target: string;
  readonly readOnly: boolean;
  readonly consistency?: string;
  readonly bind?: { readonly propagation?: string };
  readonly volume?: VolumeOptions;
  /** Bytes. */
  readonly tmpfs?: { readonly size?: number };
}

/** How a node makes a volume that it has not got; one that it has keeps its own options. */
export interface VolumeOptions {
  readonly noCopy?: boolean;
  readonly subpath?: string;
  readonly labels?: Labels;
  readonly driver?: Driver;
}

export interface NetworkAttachment {
  readonly network: string;
  readonly aliases: readonly string[];
  readonly options?: Readonly<Record<string, string>>;
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
  readonly protocol: "tcp" | "udp" | "sctp";
  readonly mode: "host" | "ingress";
  /** Other words for these, as an author wrote them: a swarm takes them, and forgets them. */
  readonly said?: { readonly protocol?: string; readonly mode?: string };
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
