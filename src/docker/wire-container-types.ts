/** The container's part of a service, as the Engine API's JSON has it. */
export interface WireContainerSpec {
  readonly Image?: string | undefined;
  readonly Labels?: Words | undefined;
  readonly Command?: readonly string[] | undefined;
  readonly Args?: readonly string[] | undefined;
  readonly Env?: readonly string[] | undefined;
  readonly Hostname?: string | undefined;
  readonly User?: string | undefined;
  readonly Dir?: string | undefined;
  readonly TTY?: boolean | undefined;
  readonly OpenStdin?: boolean | undefined;
  readonly ReadOnly?: boolean | undefined;
  readonly Init?: boolean | null | undefined;
  readonly Isolation?: string | undefined;
  readonly Hosts?: readonly string[] | undefined;
  readonly DNSConfig?: WireDns | undefined;
  readonly Privileges?: { readonly CredentialSpec?: WireCredential | null | undefined } | undefined;
  readonly CapabilityAdd?: readonly string[] | undefined;
  readonly CapabilityDrop?: readonly string[] | undefined;
  readonly Sysctls?: Words | undefined;
  readonly Ulimits?: readonly WireUlimit[] | undefined;
  readonly StopGracePeriod?: number | undefined;
  readonly StopSignal?: string | undefined;
  readonly Healthcheck?: WireHealthcheck | undefined;
  readonly Mounts?: readonly WireMount[] | undefined;
  readonly Configs?: readonly WireConfigReference[] | undefined;
  readonly Secrets?: readonly WireSecretReference[] | undefined;
}

export type Words = Readonly<Record<string, string>>;

export interface WireDns {
  readonly Nameservers?: readonly string[] | null | undefined;
  readonly Search?: readonly string[] | null | undefined;
}

/** One of them is filled; a config is told by its id. */
export interface WireCredential {
  readonly Config?: string | undefined;
  readonly File?: string | undefined;
  readonly Registry?: string | undefined;
}

interface WireUlimit {
  readonly Name?: string | undefined;
  readonly Soft?: number | undefined;
  readonly Hard?: number | undefined;
}

export interface WireHealthcheck {
  readonly Test?: readonly string[] | undefined;
  readonly Interval?: number | undefined;
  readonly Timeout?: number | undefined;
  readonly StartPeriod?: number | undefined;
  readonly StartInterval?: number | undefined;
  readonly Retries?: number | undefined;
}

export interface WireMount {
  readonly Type?: string | undefined;
  readonly Source?: string | undefined;
  readonly Target?: string | undefined;
  readonly ReadOnly?: boolean | undefined;
  readonly Consistency?: string | undefined;
  readonly BindOptions?: { readonly Propagation?: string | undefined } | undefined;
  readonly VolumeOptions?: WireVolumeOptions | undefined;
  readonly TmpfsOptions?: { readonly SizeBytes?: number | undefined } | undefined;
  readonly ClusterOptions?: object | undefined;
}

export interface WireVolumeOptions {
  readonly NoCopy?: boolean | undefined;
  readonly Labels?: Words | undefined;
  readonly Subpath?: string | undefined;
  readonly DriverConfig?: WireDriver | undefined;
}

export interface WireDriver {
  readonly Name?: string | undefined;
  readonly Options?: Words | null | undefined;
}

export interface WireFile {
  readonly Name?: string | undefined;
  readonly UID?: string | undefined;
  readonly GID?: string | undefined;
  readonly Mode?: number | undefined;
}

/** With a runtime in place of a file, no task sees the config: only the engine reads it. */
export interface WireConfigReference {
  readonly File?: WireFile | undefined;
  readonly Runtime?: object | undefined;
  readonly ConfigID?: string | undefined;
  readonly ConfigName?: string | undefined;
}

export interface WireSecretReference {
  readonly File?: WireFile | undefined;
  readonly SecretID?: string | undefined;
  readonly SecretName?: string | undefined;
}
