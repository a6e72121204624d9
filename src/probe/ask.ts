import got from "got";
import type { Question, Sample } from "../model/sample.ts";
import { type Milliseconds, milliseconds, seconds } from "../model/units.ts";
import { PinnedAgent } from "./agent.ts";
import { readAnswer } from "./answer.ts";
import type { Route } from "./route.ts";
import { troubleOf, wordsOf } from "./trouble.ts";
import { writing } from "./wire.ts";

/** How a question travels: to which endpoint, through which relay, trusting whom. */
export interface Via extends Route {
  /** The server name of the TLS hello, where it is not to be the question's host. */
  readonly serverName?: string;
  /** Certificate authorities to trust instead of the machine's own, as PEM. */
  readonly ca?: string;
}

export interface AskOptions {
  /** For the whole request, connection included; 5 s unless told. */
  readonly timeout?: Milliseconds;
  readonly signal?: AbortSignal;
  /** `/whoami` unless told. */
  readonly path?: string;
}

/** Asks once, over a connection of its own; trouble is told in the sample, and only `signal` makes it reject. */
export const ask = async (
  question: Question,
  via: Via,
  { timeout = seconds(5), signal, path = "/whoami" }: AskOptions = {},
): Promise<Sample> => {
  signal?.throwIfAborted();
  const sockets = new AbortController();
  const deadline = setTimeout(() => sockets.abort(), timeout);
  const began = performance.now();
  const ms = () => milliseconds(Math.round(performance.now() - began));
  try {
    const { scheme, host } = question;
    const agent = new PinnedAgent({
      ...{ scheme, route: via, ca: via.ca, signal: sockets.signal },
      host: via.serverName ?? host,
    });
    const { statusCode, body } = await got(`${scheme}://${host}${path}`, {
      ...plainly,
      request: writing(question, agent),
      ...(signal === undefined ? {} : { signal }),
    });
    return { ...question, status: statusCode, ...heard(body), ms: ms() };
  } catch (error) {
    signal?.throwIfAborted();
    return { ...question, error: told(error, sockets.signal), forwardedFor: [], ms: ms() };
  } finally {
    clearTimeout(deadline);
    sockets.abort();
  }
};

const plainly = {
  retry: { limit: 0 },
  throwHttpErrors: false,
  followRedirect: false,
  decompress: false,
} as const;

const heard = (body: string): Pick<Sample, "answeredBy" | "container" | "forwardedFor"> => {
  const answer = readAnswer(body);
  if (answer === undefined) return { forwardedFor: [] };
  const { tenant, ...facts } = answer;
  return { answeredBy: tenant, ...facts };
};

/** Past the deadline our own closing of the socket looks like a reset; only a relay can still be told apart. */
const told = (error: unknown, sockets: AbortSignal): string =>
  sockets.aborted && troubleOf(error) !== "relay" ? "timeout" : wordsOf(error);
