import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import type { RequestFunction } from "got";
import type { Question } from "../model/sample.ts";
import type { PinnedAgent } from "./agent.ts";

/** How got writes a question: header lines as a flat list, since a header object keeps no spelling. */
export const writing =
  ({ host, scheme, claims }: Question, agent: PinnedAgent): RequestFunction =>
  (url, options, callback) => {
    const headers = ["Host", host, "User-Agent", "swarmspec", "Accept", "*/*", ...forged(claims)];
    const request = scheme === "https" ? httpsRequest : httpRequest;
    return request(url, { ...options, agent, headers }, callback);
  };

/** A second claim is spelled oddly: a proxy that compares names by case would let it through. */
const forged = (claims: readonly string[]): string[] =>
  claims.flatMap((claim, line) => [line === 1 ? "x-FORWARDED-for" : "X-Forwarded-For", claim]);
