import type { Labels } from "../model/spec.ts";
import type { Placed } from "./context.ts";
import type {
  WrittenAttachment,
  WrittenDeploy,
  WrittenHealthcheck,
  WrittenMount,
  WrittenPort,
  WrittenReference,
  WrittenService,
  WrittenUlimit,
} from "./stack-file.ts";

/** A stack file in one form for each key, as files are merged and then converted. */
export interface LoadedStack {
  readonly services: Readonly<Record<string, LoadedService>>;
  readonly networks: Readonly<Record<string, LoadedNetwork>>;
  readonly volumes: Readonly<Record<string, LoadedVolume>>;
  readonly configs: Readonly<Record<string, LoadedFile>>;
  readonly secrets: Readonly<Record<string, LoadedFile>>;
}

interface Loaded {
  /** The name in the swarm, if the file says it; an external object always has one. */
  readonly name?: string;
  readonly external: boolean;
  readonly labels?: Labels;
  readonly driver?: string;
  readonly driverOptions?: Labels;
}

export interface LoadedNetwork extends Loaded {
  readonly ipam?: { readonly driver?: string; readonly subnets: readonly string[] };
  readonly internal?: boolean;
  readonly attachable?: boolean;
}

export type LoadedVolume = Loaded;

export interface LoadedFile extends Loaded {
  readonly file?: string;
  readonly content?: string;
  readonly templateDriver?: string;
}

type Reshaped =
  | "command"
  | "entrypoint"
  | "env_file"
  | "environment"
  | "labels"
  | "sysctls"
  | "dns"
  | "dns_search";
type Listed = "volumes" | "networks" | "configs" | "secrets" | "ports";
type Nested = "healthcheck" | "deploy" | "logging" | "ulimits" | "extra_hosts";

/** A service whose lists know where each of their entries is written. */
export interface LoadedService extends Omit<WrittenService, Reshaped | Listed | Nested> {
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  /** Null where a variable has no value. */
  readonly environment: Readonly<Record<string, string | null>>;
  readonly labels?: Labels;
  readonly sysctls?: Labels;
  readonly dns?: readonly string[];
  readonly dns_search?: readonly string[];
  readonly extra_hosts?: readonly string[];
  readonly healthcheck?: Omit<WrittenHealthcheck, "test"> & { readonly test?: readonly string[] };
  readonly volumes?: readonly Placed<WrittenMount>[];
  readonly networks?: Readonly<Record<string, Placed<LoadedAttachment | null>>>;
  readonly configs?: readonly Placed<WrittenReference>[];
  readonly secrets?: readonly Placed<WrittenReference>[];
  readonly ports?: readonly WrittenPort[];
  readonly deploy: Omit<WrittenDeploy, "labels"> & { readonly labels?: Labels };
  readonly logging?: { readonly driver?: string; readonly options?: Labels };
  readonly ulimits?: Readonly<Record<string, WrittenUlimit>>;
}

export type LoadedAttachment = Omit<WrittenAttachment, "driver_opts"> & {
  readonly options?: Labels;
};
