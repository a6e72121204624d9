import { type ClientRequest, request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import type { RequestFunction } from "got";
import { UnfitAnswer } from "../model/errors.ts";
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

/** As many answers may come before the answer. */
const mostInterim = 16;

/** For got, which writes all else itself: sends the headers as they are spelled, through the agent. */
export const writing =
  (visit: Visit, agent: PinnedAgent): RequestFunction =>
  (url, options, callback) =>
    guarded(starts[visit.scheme](url, { ...options, agent, headers: headersOf(visit) }, callback));

const starts = { http: httpRequest, https: httpsRequest };

/** Ends a request whose answer goes on without an end before it begins, or is none that we can read. */
const guarded = (sent: ClientRequest): ClientRequest => {
  let interim = 0;
  return sent
    .on("information", () => {
      interim += 1;
      // Once: what is already here of a flood is still gone through.
      if (interim === mostInterim + 1)
        sent.destroy(new UnfitAnswer(`more than ${mostInterim} interim ones`));
    })
    .on("upgrade", (_, socket) => {
      socket.destroy();
      sent.destroy(switching());
      // Node takes the request for answered, and would not tell.
      sent.emit("error", switching());
    })
    .on("response", ({ statusCode }) => {
      if (statusCode === 101) sent.destroy(switching());
    });
};

/**
 * Sends a request, and gives its answer as soon as all headers are there; rejects where none comes, or none that is
 * HTTP. What breaks off later fails the reading of the answer. Of errors after that nobody hears.
 */
export const answerTo = (
  visit: Visit,
  agent: PinnedAgent,
  more: readonly string[] = [],
): Promise<IncomingMessage> => {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const sent = starts[visit.scheme](`${visit.scheme}://${visit.host}${visit.path}`, {
    agent,
    method: visit.body === undefined ? "GET" : "POST",
    // A flat list, since a header object keeps no spelling.
    headers: [...headersOf(visit), ...more],
  });
  guarded(sent)
    .on("response", (response) => {
      sent.on("error", (error) => response.destroy(error));
      response.on("error", () => {});
      if (!sent.destroyed) resolve(response);
    })
    .on("error", reject)
    .on("close", () => reject(Object.assign(new Error("closed"), { code: "ECONNRESET" })))
    .end(visit.body);
  return promise;
};

const switching = () => new UnfitAnswer("switches to another protocol", 101);

/** Names and values in turn. */
const headersOf = ({ host, claims = [], body }: Visit): string[] => [
  ...["Host", host, "User-Agent", "swarmspec", "Accept", "*/*"],
  ...(body === undefined
    ? []
    : ["Content-Type", "text/plain", "Content-Length", String(Buffer.byteLength(body))]),
  ...forged(claims),
];

/** A second claim is spelled oddly: a proxy that compares names by case would let it through. */
const forged = (claims: readonly string[]): string[] =>
  claims.flatMap((claim, line) => [line === 1 ? "x-FORWARDED-for" : "X-Forwarded-For", claim]);
