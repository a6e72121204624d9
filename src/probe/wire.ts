import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import type { RequestFunction } from "got";
import type { Scheme } from "../model/sample.ts";
import type { PinnedAgent } from "./agent.ts";

/** One request as it is meant. */
export interface Visit {
  readonly scheme: Scheme;
  readonly host: string;
  readonly path: string;
  /** GET unless told; POST with a body. */
  readonly body?: string;
  /** Forged X-Forwarded-For header lines. */
  readonly claims?: readonly string[];
}

/** How got writes a request: header lines as a flat list, since a header object keeps no spelling. */
export const writing =
  (visit: Omit<Visit, "path">, agent: PinnedAgent): RequestFunction =>
  (url, options, callback) => {
    const request = visit.scheme === "https" ? httpsRequest : httpRequest;
    return request(url, { ...options, agent, headers: headersOf(visit) }, callback);
  };

/** Names and values in turn. */
export const headersOf = ({ host, claims = [], body }: Omit<Visit, "path">): string[] => [
  ...["Host", host, "User-Agent", "swarmspec", "Accept", "*/*"],
  ...(body === undefined
    ? []
    : ["Content-Type", "text/plain", "Content-Length", String(Buffer.byteLength(body))]),
  ...forged(claims),
];

/** A second claim is spelled oddly: a proxy that compares names by case would let it through. */
const forged = (claims: readonly string[]): string[] =>
  claims.flatMap((claim, line) => [line === 1 ? "x-FORWARDED-for" : "X-Forwarded-For", claim]);
