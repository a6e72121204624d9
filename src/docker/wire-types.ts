/*
 * The parts of the Engine API's JSON that we read or write. Everything is optional because engines
 * leave out what is empty, and the property names are the engine's: dockerode's own types spell
 * `Healthcheck` wrong and know no tasks.
 */

type Words = Record<string, string>;

interface WireMeta {
  ID: string;
  Version?: { Index?: number | undefined } | undefined;
}

export interface WireService extends WireMeta {
  Spec?: WireServiceSpec | undefined;
  PreviousSpec?: WireServiceSpec | undefined;
  UpdateStatus?: { State?: string | undefined; Message?: string | undefined } | undefined;
}

export interface WireServiceSpec {
  Name?: string | undefined;
  Labels?: Words | undefined;
  TaskTemplate?: WireTaskSpec | undefined;
  Mode?: WireMode | undefined;
  UpdateConfig?: WireUpdateConfig | undefined;
  EndpointSpec?: { Mode?: string | undefined; Ports?: WirePort[] | undefined } | undefined;
  /** Where clients older than API 1.25 put the networks. */
  Networks?: WireAttachment[] | undefined;
}

export interface WireTaskSpec {
  ContainerSpec?: WireContainerSpec | undefined;
  RestartPolicy?: WireRestartPolicy | undefined;
  Placement?: { Constraints?: string[] | undefined } | undefined;
  Networks?: WireAttachment[] | undefined;
  /** Counts forced restarts; a changed number replaces every task. */
  ForceUpdate?: number | undefined;
  Runtime?: string | undefined;
}

export interface WireContainerSpec {
  Image?: string | undefined;
  Labels?: Words | undefined;
  Command?: string[] | undefined;
  Args?: string[] | undefined;
  Env?: string[] | undefined;
  Hostname?: string | undefined;
  User?: string | undefined;
  Dir?: string | undefined;
  StopGracePeriod?: number | undefined;
  StopSignal?: string | undefined;
  Healthcheck?: WireHealthcheck | undefined;
  Mounts?: WireMount[] | undefined;
  Configs?: WireConfigReference[] | undefined;
  Secrets?: WireSecretReference[] | undefined;
}

export interface WireHealthcheck {
  Test?: string[] | undefined;
  Interval?: number | undefined;
  Timeout?: number | undefined;
  StartPeriod?: number | undefined;
  StartInterval?: number | undefined;
  Retries?: number | undefined;
}

export interface WireMount {
  Type?: string | undefined;
  Source?: string | undefined;
  Target?: string | undefined;
  ReadOnly?: boolean | undefined;
}

interface WireAttachment {
  Target?: string | undefined;
  Aliases?: string[] | undefined;
}

export interface WireFile {
  Name?: string | undefined;
  UID?: string | undefined;
  GID?: string | undefined;
  Mode?: number | undefined;
}

interface WireConfigReference {
  File?: WireFile | undefined;
  ConfigID?: string | undefined;
  ConfigName?: string | undefined;
}

interface WireSecretReference {
  File?: WireFile | undefined;
  SecretID?: string | undefined;
  SecretName?: string | undefined;
}

export interface WireMode {
  Replicated?: { Replicas?: number | undefined } | undefined;
  Global?: object | undefined;
  ReplicatedJob?: { TotalCompletions?: number | undefined } | undefined;
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
  Spec?: { Role?: string | undefined; Availability?: string | undefined } | undefined;
  Description?: { Hostname?: string | undefined } | undefined;
  Status?: { State?: string | undefined; Addr?: string | undefined } | undefined;
  ManagerStatus?: { Leader?: boolean | undefined; Addr?: string | undefined } | undefined;
}

export interface WireNetwork {
  Id: string;
  Name: string;
  Driver?: string | undefined;
  Attachable?: boolean | undefined;
  Labels?: Words | null | undefined;
  IPAM?: { Config?: { Subnet?: string | undefined }[] | null | undefined } | undefined;
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
  CreatedAt?: string | undefined;
  DesiredState?: string | undefined;
  Spec?: WireTaskSpec | undefined;
  Status?:
    | {
        Timestamp?: string | undefined;
        State?: string | undefined;
        Message?: string | undefined;
        Err?: string | undefined;
        PortStatus?: { Ports?: WirePort[] | null | undefined } | undefined;
      }
    | undefined;
}
