import type { Whole } from "../model/units.ts";
import type { Path } from "./yaml-source.ts";

/**
 * A text that a variable was filled into, as the number or the truth value that its key wants; as it
 * is where it is none, and where the docker CLI casts none. (docker/cli cli/compose/loader interpolate.go)
 */
export const castFor = (path: Path, text: string): unknown => {
  const key = path.map((part) => (typeof part === "number" ? "[]" : part));
  const wants = (kinds: readonly string[]) => kinds.some((kind) => isAt(kind.split(" "), key));
  if (wants(integers) && /^[+-]?\d+$/.test(text))
    return wholeAt(path, BigInt(text.replace("+", "")));
  if (wants(fractions) && text.trim() !== "" && !Number.isNaN(Number(text))) return Number(text);
  return wants(truths) ? (truthOf(text) ?? text) : text;
};

/** Whether what stands there is a value under a name of the user's own, which any scalar may be: it becomes a text. */
export const isNamedValue = (path: Path): boolean => {
  const key = path.map((part) => (typeof part === "number" ? "[]" : part));
  return named.some((kind) => isAt(kind.split(" "), key));
};

/** Whether nobody reads what stands there. */
export const isUnread = (path: Path): boolean =>
  [path[0], path[2]].some((key) => String(key).startsWith("x-")) || path[2] === "build";

/** Whether Docker wants a whole number there that is written as one, as 80 and not as 80.0. */
export const isGoInt = (path: Path): boolean =>
  path[2] === "ulimits" || (path[2] === "ports" && path.length === 4);

/** With all its digits where a swarm takes as many as 64 bits have; elsewhere so large a number makes no sense. */
export const wholeAt = (path: Path, value: bigint): Whole => {
  const key = path.map((part) => (typeof part === "number" ? "[]" : part));
  const isExact = exact.some((kind) => isAt(kind.split(" "), key));
  return isExact && !Number.isSafeInteger(Number(value)) ? value : Number(value);
};

const truthOf = (text: string): boolean | undefined => {
  if (/^(y|yes|true|on)$/i.test(text)) return true;
  return /^(n|no|false|off)$/i.test(text) ? false : undefined;
};

/** Whether a key is of that kind: `*` stands for any part. */
export const isAt = (kind: readonly string[], key: readonly string[]): boolean =>
  kind.length === key.length && kind.every((part, index) => part === "*" || part === key[index]);

const named = [
  ...["environment", "labels", "sysctls", "extra_hosts", "deploy labels", "logging options"].map(
    (key) => `services * ${key} *`,
  ),
  "services * networks * driver_opts *",
  ...["networks", "volumes", "secrets"].map((kind) => `${kind} * driver_opts *`),
  ...["networks", "volumes", "configs", "secrets"].map((kind) => `${kind} * labels *`),
];

const integers = [
  "services * configs [] mode",
  "services * secrets [] mode",
  "services * healthcheck retries",
  "services * deploy replicas",
  "services * deploy update_config parallelism",
  "services * deploy rollback_config parallelism",
  "services * deploy restart_policy max_attempts",
  "services * deploy placement max_replicas_per_node",
  "services * ports [] target",
  "services * ports [] published",
  "services * ulimits *",
  "services * ulimits * hard",
  "services * ulimits * soft",
];

const exact = [
  "services * ulimits *",
  "services * ulimits * hard",
  "services * ulimits * soft",
  "services * deploy resources limits pids",
  "services * deploy resources reservations generic_resources [] discrete_resource_spec value",
];

const fractions = [
  "services * deploy update_config max_failure_ratio",
  "services * deploy rollback_config max_failure_ratio",
];

const truths = [
  "services * healthcheck disable",
  "services * privileged",
  "services * read_only",
  "services * stdin_open",
  "services * tty",
  "services * volumes [] read_only",
  "services * volumes [] volume nocopy",
  "networks * external",
  "networks * internal",
  "networks * attachable",
  "volumes * external",
  "secrets * external",
  "configs * external",
];
