import type { IncomingHttpHeaders } from "node:http";
import { PinnedAgent } from "./agent.ts";
import { bodyOf } from "./body.ts";
import { beforeDeadline, type Patience as Time } from "./deadline.ts";
import type { Route } from "./route.ts";
import { answerTo, type Visit } from "./wire.ts";

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
 * that can be used. Done by Node's own client: who asks a hundred times a second competes with the cluster.
 */
export const visit = async (asked: Visit, via: Via, patience: Patience = {}): Promise<Page> => {
  const sockets = new AbortController();
  try {
    return await beforeDeadline(patience, sockets, async () => {
      const response = await answerTo(asked, agentFor(asked, via, sockets.signal));
      const { statusCode: status = 0, headers } = response;
      return { status, headers, body: await bodyOf(response, patience.longest ?? 2 ** 20) };
    });
  } finally {
    sockets.abort(over);
  }
};

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
