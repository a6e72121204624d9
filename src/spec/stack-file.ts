import type { Whole } from "../model/units.ts";

/** A stack file once it has passed the schema: Compose's own keys, variables filled in, nothing converted. */
export interface StackFile {
  readonly version?: string;
  readonly services?: Readonly<Record<string, WrittenService>>;
  readonly networks?: Entries<WrittenNetwork>;
  readonly volumes?: Entries<WrittenVolume>;
  readonly configs?: Readonly<Record<string, WrittenFile>>;
  readonly secrets?: Readonly<Record<string, WrittenFile>>;
}

type Entries<Entry> = Readonly<Record<string, Entry | null>>;
export type Scalar = string | number | null;
type TextMap = Readonly<Record<string, Scalar>>;
export type ListOrMap = readonly string[] | TextMap;
export type Words = string | readonly string[];

/** True, false, or the name in Compose's older form. */
export type External = boolean | { readonly name?: string };

export interface WrittenNetwork {
  readonly name?: string;
  readonly external?: External;
  readonly driver?: string;
  readonly driver_opts?: TextMap;
  readonly ipam?: {
    readonly driver?: string;
    readonly config?: readonly { readonly subnet?: string }[];
  };
  readonly internal?: boolean;
  readonly attachable?: boolean;
  readonly labels?: ListOrMap;
}

export interface WrittenVolume {
  readonly name?: string;
  readonly external?: External;
  readonly driver?: string;
  readonly driver_opts?: TextMap;
  readonly labels?: ListOrMap;
}

export interface WrittenFile {
  readonly name?: string;
  readonly external?: External;
  readonly file?: string;
  readonly content?: string;
  readonly labels?: ListOrMap;
  readonly driver?: string;
  readonly driver_opts?: TextMap;
  readonly template_driver?: string;
}

export interface WrittenService {
  readonly image?: string;
  readonly command?: Words;
  readonly entrypoint?: Words;
  readonly env_file?: Words;
  readonly environment?: ListOrMap;
  readonly labels?: ListOrMap;
  readonly hostname?: string;
  readonly user?: string;
  readonly working_dir?: string;
  readonly stop_grace_period?: string;
  readonly stop_signal?: string;
  readonly healthcheck?: WrittenHealthcheck;
  readonly volumes?: readonly (string | WrittenMount)[];
  readonly networks?: readonly string[] | Entries<WrittenAttachment>;
  readonly configs?: readonly (string | WrittenReference)[];
  readonly secrets?: readonly (string | WrittenReference)[];
  readonly ports?: readonly (string | number | WrittenPort)[];
  readonly deploy?: WrittenDeploy | null;
  readonly cap_add?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly credential_spec?: WrittenCredential;
  readonly dns?: Words;
  readonly dns_search?: Words;
  readonly extra_hosts?: ListOrMap;
  readonly init?: boolean;
  readonly isolation?: string;
  readonly logging?: { readonly driver?: string; readonly options?: TextMap };
  readonly read_only?: boolean;
  readonly restart?: string;
  readonly stdin_open?: boolean;
  readonly sysctls?: ListOrMap;
  readonly tty?: boolean;
  readonly ulimits?: Readonly<Record<string, Whole | WrittenUlimit>>;
}

export interface WrittenUlimit {
  readonly soft: Whole;
  readonly hard: Whole;
}

interface WrittenCredential {
  readonly config?: string;
  readonly file?: string;
  readonly registry?: string;
}

export interface WrittenAttachment {
  readonly aliases?: readonly string[];
  readonly driver_opts?: TextMap;
}

export interface WrittenHealthcheck {
  readonly test?: Words;
  readonly interval?: string;
  readonly timeout?: string;
  readonly start_period?: string;
  readonly start_interval?: string;
  readonly retries?: number;
  readonly disable?: boolean;
}

export interface WrittenMount {
  readonly type: string;
  readonly source?: string;
  readonly target: string;
  readonly read_only?: boolean;
  readonly consistency?: string;
  readonly bind?: { readonly propagation?: string };
  readonly volume?: { readonly nocopy?: boolean; readonly subpath?: string };
  readonly tmpfs?: { readonly size?: number };
  readonly cluster?: object;
}

export interface WrittenReference {
  readonly source: string;
  readonly target?: string;
  readonly uid?: string;
  readonly gid?: string;
  readonly mode?: number;
}

export interface WrittenPort {
  readonly target?: number;
  readonly published?: number;
  readonly protocol?: string;
  readonly mode?: string;
}

export interface WrittenDeploy {
  readonly mode?: "replicated" | "global" | "replicated-job" | "global-job";
  readonly replicas?: number;
  readonly endpoint_mode?: string;
  readonly placement?: {
    readonly constraints?: readonly string[];
    readonly preferences?: readonly { readonly spread?: string }[];
    readonly max_replicas_per_node?: number;
  };
  readonly resources?: WrittenResources;
  readonly update_config?: WrittenUpdate;
  readonly rollback_config?: WrittenUpdate;
  readonly restart_policy?: WrittenRestart;
  readonly labels?: ListOrMap;
}

export interface WrittenResources {
  readonly limits?: { readonly cpus?: string; readonly memory?: string; readonly pids?: Whole };
  readonly reservations?: {
    readonly cpus?: string;
    readonly memory?: string;
    readonly generic_resources?: readonly {
      readonly discrete_resource_spec?: { readonly kind?: string; readonly value?: Whole };
    }[];
  };
}

export interface WrittenUpdate {
  readonly parallelism?: number;
  readonly delay?: string;
  readonly monitor?: string;
  readonly failure_action?: "pause" | "continue" | "rollback";
  readonly order?: "stop-first" | "start-first";
  readonly max_failure_ratio?: number;
}

interface WrittenRestart {
  readonly condition?: "none" | "on-failure" | "any";
  readonly delay?: string;
  readonly max_attempts?: number;
  readonly window?: string;
}
