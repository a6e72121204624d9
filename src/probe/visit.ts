import { once } from "node:events";
import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { text } from "node:stream/consumers";
import got from "got";
import type { Milliseconds } from "../model/units.ts";
import { seconds } from "../model/units.ts";
import { PinnedAgent } from "./agent.ts";
import type { Route } from "./route.ts";
import { troubleOf } from "./trouble.ts";
import { headersOf, type Visit, writing } from "./wire.ts";

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

export interface Patience {
  /** For the whole request, connection included; 5 s unless told. */
  readonly timeout?: Milliseconds;
  readonly signal?: AbortSignal;
}

/** Asks once, over a connection of its own, and gives the answer whatever its status; rejects where none came. */
export const visit = (asked: Visit, via: Via, patience: Patience = {}): Promise<Page> =>
  inTime(patience, async (sockets) => {
    const { signal } = patience;
    const { statusCode, headers, body } = await got(
      `${asked.scheme}://${asked.host}${asked.path}`,
      {
        ...plainly,
        ...(asked.body !== undefined && { method: "POST", body: asked.body }),
        request: writing(asked, agentFor(asked, via, sockets)),
        ...(signal === undefined ? {} : { signal }),
      },
    );
    return { status: statusCode, headers, body };
  });

/** A GET as visit's, for half of its processor time: who asks a hundred times a second competes with the cluster. */
export const visitQuickly = (asked: Visit, via: Via, patience: Patience = {}): Promise<Page> =>
  inTime(patience, async (sockets) => {
    const request = { http: httpRequest, https: httpsRequest }[asked.scheme];
    const sent = request(`${asked.scheme}://${asked.host}${asked.path}`, {
      agent: agentFor(asked, via, sockets),
      headers: headersOf(asked),
    }).end();
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    return {
      status: response.statusCode ?? 0,
      headers: response.headers,
      body: await text(response),
    };
  });

const inTime = async (
  { timeout = seconds(5), signal }: Patience,
  ask: (sockets: AbortSignal) => Promise<Page>,
): Promise<Page> => {
  signal?.throwIfAborted();
  const sockets = new AbortController();
  const stop = () => sockets.abort();
  signal?.addEventListener("abort", stop, { once: true });
  const deadline = setTimeout(stop, timeout);
  try {
    return await ask(sockets.signal);
  } catch (cause) {
    signal?.throwIfAborted();
    throw sockets.signal.aborted ? overdue(cause) : cause;
  } finally {
    clearTimeout(deadline);
    signal?.removeEventListener("abort", stop);
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

const plainly = {
  retry: { limit: 0 },
  throwHttpErrors: false,
  followRedirect: false,
  decompress: false,
} as const;

/** Past the deadline our own closing of the socket looks like a reset; only a relay can still be told apart. */
const overdue = (cause: unknown): unknown =>
  troubleOf(cause) === "relay"
    ? cause
    : Object.assign(new Error("no answer in time", { cause }), { code: "ETIMEDOUT" });
