import type { WireContainerSpec, WireDriver, Words } from "./wire-container-types.ts";

/*
 * The parts of the Engine API's JSON that we read or write. Everything is optional because engines
 * leave out what is empty, and the property names are the engine's: dockerode's own types spell
 * `Healthcheck` wrong and know no tasks.
 */

interface WireMeta {
  ID: string;
  Version?: WireVersion | undefined;
}

/** Engines leave out an index of 0. */
interface WireVersion {
  Index?: number | undefined;
}

export interface WireService extends WireMeta {
  Spec?: WireServiceSpec | undefined;
  PreviousSpec?: WireServiceSpec | undefined;
  UpdateStatus?:
    | {
        State?: string | undefined;
        Message?: string | undefined;
        StartedAt?: string | undefined;
      }
    | undefined;
  /** Of jobs only. */
  JobStatus?: { JobIteration?: WireVersion | undefined } | undefined;
}

export interface WireServiceSpec {
  Name?: string | undefined;
  Labels?: Words | undefined;
  TaskTemplate?: WireTaskSpec | undefined;
  Mode?: WireMode | undefined;
  UpdateConfig?: WireUpdateConfig | undefined;
  RollbackConfig?: WireUpdateConfig | undefined;
  EndpointSpec?: { Mode?: string | undefined; Ports?: readonly WirePort[] | undefined } | undefined;
  /** Where clients older than API 1.25 put the networks. */
  Networks?: readonly WireAttachment[] | undefined;
}

export interface WireTaskSpec {
  ContainerSpec?: WireContainerSpec | undefined;
  RestartPolicy?: WireRestartPolicy | undefined;
  Resources?: WireResources | undefined;
  Placement?: WirePlacement | undefined;
  LogDriver?: WireDriver | undefined;
  Networks?: readonly WireAttachment[] | undefined;
  /** Counts forced restarts; a changed number replaces every task. */
  ForceUpdate?: number | undefined;
  Runtime?: string | undefined;
}

export interface WirePlacement {
  Constraints?: readonly string[] | undefined;
  Preferences?: readonly WirePreference[] | undefined;
  MaxReplicas?: number | undefined;
}

interface WirePreference {
  Spread?: { SpreadDescriptor?: string | undefined } | undefined;
}

export interface WireResources {
  Limits?: WireAmounts | undefined;
  Reservations?: WireAmounts | undefined;
}

/** Processes are counted in limits only, and what nodes offer of their own in reservations only. */
export interface WireAmounts {
  NanoCPUs?: number | undefined;
  MemoryBytes?: number | undefined;
  Pids?: number | undefined;
  GenericResources?: readonly WireGenericResource[] | null | undefined;
}

export interface WireGenericResource {
  DiscreteResourceSpec?: { Kind?: string | undefined; Value?: number | undefined } | undefined;
  NamedResourceSpec?: { Kind?: string | undefined; Value?: string | undefined } | undefined;
}

export interface WireAttachment {
  Target?: string | undefined;
  Aliases?: readonly string[] | undefined;
  DriverOpts?: Words | undefined;
}

export interface WireMode {
  Replicated?: { Replicas?: number | undefined } | undefined;
  Global?: object | undefined;
  ReplicatedJob?:
    | { MaxConcurrent?: number | undefined; TotalCompletions?: number | undefined }
    | undefined;
  GlobalJob?: object | undefined;
}

export interface WireUpdateConfig {
  Parallelism?: number | undefined;
  Delay?: number | undefined;
  Monitor?: number | undefined;
  FailureAction?: string | undefined;
  Order?: string | undefined;
  MaxFailureRatio?: number | undefined;
}

export interface WireRestartPolicy {
  Condition?: string | undefined;
  Delay?: number | undefined;
  MaxAttempts?: number | undefined;
  Window?: number | undefined;
}

export interface WirePort {
  Protocol?: string | undefined;
  TargetPort?: number | undefined;
  PublishedPort?: number | undefined;
  PublishMode?: string | undefined;
}

export interface WireNode extends WireMeta {
  Spec?:
    | {
        Role?: string | undefined;
        Availability?: string | undefined;
        Labels?: Words | null | undefined;
      }
    | undefined;
  Description?: { Hostname?: string | undefined } | undefined;
  Status?: { State?: string | undefined; Addr?: string | undefined } | undefined;
  ManagerStatus?: { Leader?: boolean | undefined; Addr?: string | undefined } | undefined;
}

export interface WireNetwork {
  Id: string;
  Name: string;
  Driver?: string | undefined;
  Attachable?: boolean | undefined;
  Internal?: boolean | undefined;
  Options?: Words | null | undefined;
  Labels?: Words | null | undefined;
  IPAM?: WireIpam | undefined;
}

export interface WireIpam {
  Driver?: string | undefined;
  Config?: readonly { Subnet?: string | undefined }[] | null | undefined;
}

/** A config or a secret. */
export interface WireStoredFile {
  ID: string;
  Spec?: { Name?: string | undefined; Labels?: Words | undefined } | undefined;
}

export interface WireTask {
  ID: string;
  ServiceID?: string | undefined;
  NodeID?: string | undefined;
  Slot?: number | undefined;
  /** Of jobs only: the run of the job that it belongs to. */
  JobIteration?: WireVersion | undefined;
  NetworksAttachments?: readonly WireTaskNetwork[] | null | undefined;
  CreatedAt?: string | undefined;
  DesiredState?: string | undefined;
  Spec?: WireTaskSpec | undefined;
  Status?:
    | {
        Timestamp?: string | undefined;
        State?: string | undefined;
        Message?: string | undefined;
        Err?: string | undefined;
        PortStatus?: { Ports?: readonly WirePort[] | null | undefined } | undefined;
      }
    | undefined;
}

interface WireTaskNetwork {
  Network?:
    | {
        ID?: string | undefined;
        Spec?: { Name?: string | undefined; Labels?: Words | null | undefined } | undefined;
      }
    | undefined;
}
