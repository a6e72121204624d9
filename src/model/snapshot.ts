import type {
  Availability,
  IpamSpec,
  Labels,
  Mount,
  Port,
  Role,
  ServiceSpec,
  TenantSpec,
} from "./spec.ts";
import type { Id, Milliseconds } from "./units.ts";

/** What a swarm said of itself, read in a fixed number of list calls. */
export interface Snapshot {
  readonly nodes: readonly SeenNode[];
  readonly networks: readonly SeenNetwork[];
  readonly configs: readonly SeenFile[];
  readonly secrets: readonly SeenFile[];
  readonly services: readonly SeenService[];
  readonly tasks: readonly SeenTask[];
}

export interface SeenNode {
  readonly id: Id<"node">;
  readonly version: number;
  readonly name: string;
  readonly role: Role;
  readonly leader: boolean;
  readonly state: "ready" | "down" | "unknown" | "disconnected";
  readonly availability: Availability;
  readonly labels: Labels;
  /** The address that swarm advertises for the node, without a port. */
  readonly address: string;
  /** Manager's own advertised `address:port`, on managers only. */
  readonly managerAddress?: string;
}

interface Owned {
  /** The cluster whose label the object carries; absent if it is not ours. */
  readonly owner?: string;
}

export interface SeenNetwork extends Owned {
  readonly id: Id<"network">;
  readonly name: string;
  readonly driver: string;
  readonly attachable: boolean;
  readonly internal: boolean;
  readonly options: Readonly<Record<string, string>>;
  /** The subnets in force, also those that the swarm chose itself. */
  readonly ipam: IpamSpec;
  readonly labels: Labels;
}

/** A config or secret: names are content hashes, so the bytes are never read back. */
export interface SeenFile extends Owned {
  readonly id: Id<"file">;
  readonly name: string;
  /** Whom it is the certificate of, if it is one of ours. */
  readonly tenant?: TenantSpec;
}

export interface SeenService extends Owned {
  readonly id: Id<"service">;
  readonly version: number;
  readonly spec: ServiceSpec;
  /** Names of configs and secrets that a rollback would bring back. */
  readonly previousFiles: readonly string[];
  readonly update?: { readonly state: UpdateState; readonly message: string };
}

export type UpdateState =
  | "updating"
  | "paused"
  | "completed"
  | "rollback_started"
  | "rollback_paused"
  | "rollback_completed";

export type TaskState =
  | "new"
  | "pending"
  | "assigned"
  | "accepted"
  | "preparing"
  | "ready"
  | "starting"
  | "running"
  | "complete"
  | "shutdown"
  | "failed"
  | "rejected"
  | "remove"
  | "orphaned";

export interface SeenTask {
  readonly id: Id<"task">;
  readonly service: Id<"service">;
  /** Absent until a node is assigned. */
  readonly node?: Id<"node">;
  /** The number within a replicated service; absent in a global one. */
  readonly slot?: number;
  readonly state: TaskState;
  readonly desired: TaskState;
  /** When the task was created, as an ISO 8601 time. */
  readonly created: string;
  /** When its state was last reported, as an ISO 8601 time. */
  readonly at: string;
  readonly error?: string;
  /** The engine's own words for the state, for example "preparing". */
  readonly message: string;
  /** Whether it was made from the service as it is written now. */
  readonly current: boolean;
  /** Only where its service is gone: what is known of that from the task itself. */
  readonly leaves?: Left;
}

/** What a task whose service is gone has as long as its container stops. */
export interface Left extends Owned {
  /** Of its service, as far as the task tells: its stack, and the first alias of its first network. */
  readonly name: string;
  readonly stack: string;
  readonly stopGracePeriod?: Milliseconds;
  readonly mounts: readonly Mount[];
  /** Those in host mode. */
  readonly ports: readonly Port[];
  /** Names of the networks that it is on. */
  readonly networks: readonly string[];
}
