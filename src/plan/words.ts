import { engineDefault } from "../model/engine-default.ts";
import type {
  CredentialSpec,
  FileReference,
  Healthcheck,
  Mount,
  NetworkAttachment,
  Port,
  RestartPolicy,
  Ulimit,
  UpdatePolicy,
} from "../model/spec.ts";
import type { Milliseconds, Whole } from "../model/units.ts";

/** What a person reads where the image decides. */
const fromImage = "(from the image)";

export const text = (value: string | undefined): string => value || fromImage;

export const list = (values: readonly string[] | undefined): string =>
  values === undefined || values.length === 0 ? fromImage : JSON.stringify(values);

export const set = (values: readonly string[]): string => values.toSorted().join(", ") || "(none)";

/** For lists in which order counts. */
export const ordered = (values: readonly string[] | undefined): string =>
  values?.join(", ") || "(none)";

export const yesNo = (value: boolean | undefined): string => (value ? "yes" : "no");

export const amount = (value: Whole | undefined): string => (value ? whole(value) : "unlimited");

/** A swarm's answer has no more digits than JavaScript tells apart; none of its numbers is greater than 2^63-1. */
export const whole = (value: Whole): string =>
  Number.isSafeInteger(Number(value))
    ? String(value)
    : String([BigInt(Number(value)), 2n ** 63n - 1n].toSorted((a, b) => (a < b ? -1 : 1))[0]);

const units = ["bytes", "KiB", "MiB", "GiB", "TiB"] as const;

/** Bytes in the largest unit of which they are a whole number, so that it is exact; none is no limit. */
export const bytes = (value: number | undefined): string => {
  if (!value) return "unlimited";
  const power = units.findLastIndex((_, index) => value % 1024 ** index === 0);
  return `${value / 1024 ** power} ${units[power]}`;
};

export const cpus = (nanoCpus: number | undefined): string =>
  nanoCpus ? `${nanoCpus / 1e9} ${nanoCpus === 1e9 ? "CPU" : "CPUs"}` : "unlimited";

export const ulimit = ({ soft, hard }: Ulimit): string =>
  soft === hard ? whole(soft) : `${whole(soft)}, at most ${whole(hard)}`;

export const credential = (from: CredentialSpec | undefined): string => {
  switch (from?.kind) {
    case "config":
      return `config ${from.name}`;
    case "file":
      return `file ${from.file}`;
    case "registry":
      return `registry ${from.registry}`;
    case undefined:
      return "(none)";
  }
};

/** A span in seconds where they are enough, exact in every case. */
export const span = (value: Milliseconds): string =>
  value === 0 || Math.abs(value) >= 1000 ? `${value / 1000} s` : `${value} ms`;

export const mount = (each: Mount): string =>
  [each.type, each.source, each.readOnly ? "read-only" : undefined].filter(Boolean).join(" ");

export const attachment = (each: NetworkAttachment): string =>
  each.aliases.length === 0 ? "attached" : `attached as ${set(each.aliases)}`;

export const file = (each: FileReference): string =>
  `${each.name} ${each.uid}:${each.gid} ${each.mode.toString(8).padStart(4, "0")}`;

export const port = (each: Port): string =>
  `${each.published}:${each.target}/${each.protocol} (${each.mode})`;

type Words<Policy> = { readonly [Key in keyof Policy]-?: string };

/** Zero and absent are the same to the engine: the image's health check holds. */
export const healthcheck = (check: Healthcheck | undefined): Words<Healthcheck> => ({
  test: list(check?.test),
  interval: spanUnlessZero(check?.interval),
  timeout: spanUnlessZero(check?.timeout),
  startPeriod: spanUnlessZero(check?.startPeriod),
  startInterval: spanUnlessZero(check?.startInterval),
  retries: String(check?.retries || fromImage),
});

const spanUnlessZero = (value: Milliseconds | undefined): string =>
  value ? span(value) : fromImage;

export const update = (policy: UpdatePolicy | undefined): Words<UpdatePolicy> => {
  const whole = { ...engineDefault.update, ...policy };
  return {
    parallelism: whole.parallelism === 0 ? "all at once" : String(whole.parallelism),
    delay: span(whole.delay),
    monitor: span(whole.monitor),
    failureAction: whole.failureAction,
    order: whole.order,
    maxFailureRatio: String(whole.maxFailureRatio),
  };
};

export const restart = (policy: RestartPolicy | undefined): Words<RestartPolicy> => {
  const whole = { ...engineDefault.restart, ...policy };
  return {
    condition: whole.condition,
    delay: span(whole.delay),
    maxAttempts: whole.maxAttempts === 0 ? "unlimited" : String(whole.maxAttempts),
    window: whole.window === 0 ? "unlimited" : span(whole.window),
  };
};
