/** A stack file once it has passed the schema: Compose's own keys, nothing converted. */
export interface StackFile {
  readonly services: Readonly<Record<string, WrittenService>>;
  readonly networks?: Entries<WrittenNetwork>;
  readonly volumes?: Entries<WrittenVolume>;
  readonly configs?: Readonly<Record<string, WrittenFile>>;
  readonly secrets?: Readonly<Record<string, WrittenFile>>;
}

type Entries<Entry> = Readonly<Record<string, Entry | null>>;
type Scalar = string | number | null;
type Whole = number | string;
export type ListOrMap = readonly string[] | Readonly<Record<string, Scalar>>;
export type Words = string | readonly string[];

interface WrittenNetwork {
  readonly name?: string;
  readonly external?: boolean;
  readonly attachable?: boolean;
}

interface WrittenVolume {
  readonly name?: string;
  readonly external?: boolean;
}

export interface WrittenFile {
  readonly name?: string;
  readonly external?: boolean;
  readonly file?: string;
  readonly content?: string;
}

export interface WrittenService {
  readonly image: string;
  readonly command?: Words | null;
  readonly entrypoint?: Words | null;
  readonly environment?: ListOrMap | null;
  readonly hostname?: string;
  readonly user?: string | number;
  readonly working_dir?: string;
  readonly stop_grace_period?: string;
  readonly stop_signal?: string;
  readonly healthcheck?: WrittenHealthcheck;
  readonly volumes?: readonly (string | WrittenMount)[];
  readonly networks?: readonly string[] | Entries<{ readonly aliases?: readonly string[] }>;
  readonly configs?: readonly (string | WrittenReference)[];
  readonly secrets?: readonly (string | WrittenReference)[];
  readonly ports?: readonly (string | WrittenPort)[];
  readonly deploy?: WrittenDeploy;
}

export interface WrittenHealthcheck {
  readonly test?: Words;
  readonly interval?: string;
  readonly timeout?: string;
  readonly start_period?: string;
  readonly start_interval?: string;
  readonly retries?: Whole;
  readonly disable?: boolean;
}

export interface WrittenMount {
  readonly type: "bind" | "volume" | "tmpfs";
  readonly source?: string;
  readonly target: string;
  readonly read_only?: boolean;
}

export interface WrittenReference {
  readonly source: string;
  readonly target?: string;
  readonly uid?: string;
  readonly gid?: string;
  readonly mode?: number;
}

export interface WrittenPort {
  readonly target: Whole;
  readonly published: Whole;
  readonly protocol?: "tcp" | "udp";
  readonly mode?: "host" | "ingress";
}

interface WrittenDeploy {
  readonly mode?: "replicated" | "global";
  readonly replicas?: Whole;
  readonly placement?: { readonly constraints?: readonly string[] };
  readonly update_config?: WrittenUpdate;
  readonly restart_policy?: WrittenRestart;
  readonly labels?: ListOrMap | null;
}

export interface WrittenUpdate {
  readonly parallelism?: Whole;
  readonly delay?: string;
  readonly monitor?: string;
  readonly failure_action?: "pause" | "continue" | "rollback";
  readonly order?: "stop-first" | "start-first";
  readonly max_failure_ratio?: number;
}

export interface WrittenRestart {
  readonly condition?: "none" | "on-failure" | "any";
  readonly delay?: string;
  readonly max_attempts?: Whole;
  readonly window?: string;
}
