import { once } from "node:events";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import got, { RequestError } from "got";
import { UnfitAnswer } from "../model/errors.ts";
import { PinnedAgent } from "./agent.ts";
import { bodyOf } from "./body.ts";
import { beforeDeadline, type Patience as Time } from "./deadline.ts";
import type { Route } from "./route.ts";
import { answerTo, type Visit, writing } from "./wire.ts";

/** How a request travels: to which endpoint, through which relay, trusting whom. */
export interface Via extends Route {
  /** The server name of the TLS hello, where it is not to be the request's host. */
  readonly serverName?: string;
  /** Certificate authorities to trust instead of the machine's own, as PEM. */
  readonly ca?: string;
}

export interface Page {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Patience extends Time {
  /** How long a body may be, in bytes; 1 MiB unless told. */
  readonly longest?: number;
}

/**
 * Asks once, over a connection of its own, and gives the answer whatever its status; rejects where none came, or none
 * that can be used.
 */
export const visit = (asked: Visit, via: Via, patience: Patience = {}): Promise<Page> =>
  connected(asked, { via, patience }, async (agent) => {
    const stream = got.stream(`${asked.scheme}://${asked.host}${asked.path}`, {
      ...plainly,
      ...(asked.body !== undefined && { method: "POST", body: asked.body }),
      request: writing(asked, agent),
    });
    // Of what breaks when all is over nobody hears.
    stream.on("error", () => {});
    try {
      const [response] = (await once(stream, "response")) as [IncomingMessage];
      return await pageOf(response, { stream, patience });
    } catch (error) {
      // got wraps our own reasons.
      const cause = error instanceof RequestError ? error.cause : undefined;
      throw cause instanceof UnfitAnswer ? cause : error;
    }
  });

/** As visit, for half of its processor time: who asks a hundred times a second competes with the cluster. */
export const visitQuickly = (asked: Visit, via: Via, patience: Patience = {}): Promise<Page> =>
  connected(asked, { via, patience }, async (agent) => {
    const response = await answerTo(asked, agent);
    return pageOf(response, { stream: response, patience });
  });

const pageOf = async (
  { statusCode: status = 0, headers }: IncomingMessage,
  { stream, patience }: { readonly stream: Readable; readonly patience: Patience },
): Promise<Page> => {
  const body = await bodyOf(stream, { longest: patience.longest ?? 2 ** 20, status });
  return { status, headers, body };
};

interface Travel {
  readonly via: Via;
  readonly patience: Patience;
}

const connected = async (
  asked: Visit,
  { via, patience }: Travel,
  ask: (agent: PinnedAgent) => Promise<Page>,
): Promise<Page> => {
  const sockets = new AbortController();
  try {
    return await beforeDeadline(patience, sockets, () => ask(agentFor(asked, via, sockets.signal)));
  } finally {
    sockets.abort(over);
  }
};

const plainly = {
  retry: { limit: 0 },
  throwHttpErrors: false,
  followRedirect: false,
  decompress: false,
  // Its own words for an answer that breaks off; what it is is a reset.
  strictContentLength: false,
} as const;

/** Said once: an exception of its own for each request would cost a stack each. */
const over = new Error("the request is over");

/** The agent for one request, which closes what it opened when `sockets` aborts. */
export const agentFor = (
  { scheme, host }: Pick<Visit, "scheme" | "host">,
  via: Via,
  sockets: AbortSignal,
): PinnedAgent =>
  new PinnedAgent({
    ...{ scheme, route: via, ca: via.ca, signal: sockets },
    host: via.serverName ?? host,
  });
