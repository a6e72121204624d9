import { protocolOf, publishModeOf } from "../model/port-words.ts";
import type { Port } from "../model/spec.ts";
import { defined } from "./defined.ts";
import type { WrittenPort } from "./stack-file.ts";

/** A short port as Docker takes it apart. */
export interface ShortPort {
  readonly ports: readonly Port[];
  /** An address that Docker reads and then has no use for: services listen on all. */
  readonly address?: string;
}

/**
 * `80`, `8080:80`, `8080-8081:80-81`, `8000-8009:80` or `127.0.0.1:8080:80`, each with `/udp` if need
 * be, through the ingress network; undefined if it is none. (docker/go-connections nat.ParsePortSpec)
 */
export const shortPort = (text: string): ShortPort | undefined => {
  const parts = text.split(":");
  const [inside = "", outside = ""] = parts.toReversed();
  const address = parts.slice(0, -2).join(":");
  const [range = "", name] = inside.split("/");
  const protocol = (name || "tcp").toLowerCase();
  const pairs = pairsOf(rangeOf(range), outside === "" ? [] : rangeOf(outside));
  if (!isAddress(address) || !isProtocol(protocol) || pairs === undefined) return undefined;
  const ports = pairs.map((pair) => ({ ...pair, protocol, mode: "ingress" as const }));
  return { ports, ...(isSomewhere(address) && { address }) };
};

const isAddress = (text: string): boolean => {
  const bare = text.replace(/^\[(.*)\]$/, "$1");
  return text === "" || isFour(bare) || /^[\da-f]*:[\da-f:.]*$/i.test(bare);
};

const isFour = (text: string): boolean =>
  /^\d{1,3}(\.\d{1,3}){3}$/.test(text) &&
  text.split(".").every((part) => Number(part) <= 255 && String(Number(part)) === part);

/** Docker says nothing of the addresses that mean all of them. */
const isSomewhere = (address: string): boolean => !["", "0.0.0.0", "::", "[::]"].includes(address);

const isProtocol = (text: string): text is Port["protocol"] =>
  ["tcp", "udp", "sctp"].includes(text);

const rangeOf = (text: string): number[] | undefined => {
  const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  if (!isNumber(first) || !isNumber(last) || Number(last) < Number(first)) return undefined;
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, i) => Number(first) + i);
};

type Pair = Pick<Port, "target" | "published">;

/** One target on a range of ports is on each of them; other ranges have to be equally long. */
const pairsOf = (
  targets: readonly number[] | undefined,
  published: readonly number[] | undefined,
): Pair[] | undefined => {
  if (targets === undefined || published === undefined) return undefined;
  const [target = 0] = targets;
  if (targets.length === 1 && published.length > 0)
    return published.map((port) => ({ target, published: port }));
  if (published.length !== 0 && published.length !== targets.length) return undefined;
  return targets
    .map((port, index) => ({ target: port, published: published[index] ?? 0 }))
    .sort((one, other) => (String(one.target) < String(other.target) ? -1 : 1));
};

/** A published port of 0 is one that the engine picks. */
const isNumber = (text: string | undefined): boolean =>
  text !== undefined && /^\d+$/.test(text) && Number(text) <= 65535;

export const isPort = (text: string | undefined): boolean => isNumber(text) && Number(text) >= 1;

/** A long port as an engine takes it: capitals mean the same, and a word that it does not know the usual one. */
export const longPort = ({ target = 0, published = 0, ...said }: WrittenPort): Port => {
  const protocol = protocolOf(said.protocol);
  const mode = publishModeOf(said.mode);
  const other = defined({
    protocol: said.protocol === protocol ? undefined : said.protocol || undefined,
    mode: said.mode === mode ? undefined : said.mode || undefined,
  });
  const port = { target, published, protocol, mode };
  return Object.keys(other).length === 0 ? port : { ...port, said: other };
};
