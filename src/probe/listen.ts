import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { Readable } from "node:stream";
import { type EventSourceMessage, EventSourceParserStream } from "eventsource-parser/stream";
import { agentFor, type Via } from "./visit.ts";
import { headersOf, type Visit } from "./wire.ts";

/** One server-sent event. */
export type StreamEvent = EventSourceMessage;

interface Listening {
  /** Ends the stream, and with it the generator, without an error. */
  readonly signal: AbortSignal;
  /** The last event that was heard, so that the server goes on after it. */
  readonly lastId?: string;
}

/** The events of a stream as they come; rejects where it cannot be opened, and ends where the server ends it. */
export async function* listen(
  visit: Visit,
  via: Via,
  { signal, lastId }: Listening,
): AsyncGenerator<StreamEvent> {
  const sockets = new AbortController();
  signal.addEventListener("abort", () => sockets.abort(), { once: true });
  try {
    const events = Readable.toWeb(await opened(visit, via, { signal: sockets.signal, lastId }))
      .pipeThrough(new TextDecoderStream() as never)
      .pipeThrough(new EventSourceParserStream());
    for await (const event of events) yield event as StreamEvent;
  } catch (cause) {
    if (!signal.aborted) throw cause;
  } finally {
    sockets.abort();
  }
}

const opened = async (
  visit: Visit,
  via: Via,
  { signal, lastId }: { readonly signal: AbortSignal; readonly lastId: string | undefined },
): Promise<IncomingMessage> => {
  const start = visit.scheme === "https" ? httpsRequest : httpRequest;
  const resume = lastId === undefined ? [] : ["Last-Event-ID", lastId];
  const request = start(`${visit.scheme}://${visit.host}${visit.path}`, {
    agent: agentFor(visit, via, signal),
    headers: [...headersOf(visit), ...resume],
    signal,
  });
  request.end();
  const [response] = (await once(request, "response")) as [IncomingMessage];
  if (response.statusCode === 200) return response;
  throw new Error(`the stream was refused with ${response.statusCode}`);
};
