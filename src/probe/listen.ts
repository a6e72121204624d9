import { type IncomingMessage, validateHeaderValue } from "node:http";
import { createParser, type EventSourceMessage } from "eventsource-parser";
import { UnfitAnswer } from "../model/errors.ts";
import { beforeDeadline, type Patience } from "./deadline.ts";
import { type Share, sharing } from "./share.ts";
import { agentFor, type Via } from "./visit.ts";
import { answerTo, type Visit } from "./wire.ts";

/** One server-sent event. */
export type StreamEvent = EventSourceMessage;

interface Listening extends Pick<Patience, "timeout"> {
  /** Ends the stream, and with it the generator, without an error. */
  readonly signal: AbortSignal;
  /** The last event that was heard, so that the server goes on after it. */
  readonly lastId?: string;
}

/**
 * The events of a stream as they come; rejects where it cannot be opened in time, or tells what nobody can keep, and
 * ends where the server ends it.
 */
export async function* listen(
  visit: Visit,
  via: Via,
  { signal, lastId, timeout }: Listening,
): AsyncGenerator<StreamEvent> {
  const sockets = new AbortController();
  const stop = () => sockets.abort();
  try {
    const resume = resuming(lastId);
    const stream = await beforeDeadline(
      { signal, ...(timeout !== undefined && { timeout }) },
      sockets,
      () => opened(visit, via, { sockets: sockets.signal, resume }),
    );
    signal.addEventListener("abort", stop, { once: true });
    sockets.signal.addEventListener("abort", () => stream.destroy(), { once: true });
    yield* eventsIn(stream);
  } catch (cause) {
    if (!signal.aborted) throw cause;
  } finally {
    signal.removeEventListener("abort", stop);
    sockets.abort();
  }
}

const resuming = (lastId: string | undefined): readonly string[] => {
  if (lastId === undefined) return [];
  try {
    if (lastId.length > longestId) throw new Error("too long");
    validateHeaderValue("Last-Event-ID", lastId);
  } catch {
    throw new UnfitAnswer("the number of its last event cannot be sent in a header");
  }
  return ["Last-Event-ID", lastId];
};

/** A server takes 16 KiB of headers, and often less. */
const longestId = 1000;

const opened = async (
  visit: Visit,
  via: Via,
  { sockets, resume }: { readonly sockets: AbortSignal; readonly resume: readonly string[] },
): Promise<IncomingMessage> => {
  const response = await answerTo(visit, agentFor(visit, via, sockets), resume);
  if (response.statusCode === 200) return response;
  throw new Error(`the stream was refused with ${response.statusCode}`);
};

/** In characters; more than an event of a tenant that is asked for a text a second ever has. */
const longestEvent = 65_536;

/** Enough for all that was told in minutes of a broken stream, and no more than can be written down and read. */
const events: Share = { most: 1000, perSecond: 100 };
const bytes: Share = { most: 2 ** 18, perSecond: 65_536 };

async function* eventsIn(stream: IncomingMessage): AsyncGenerator<StreamEvent> {
  const heard: StreamEvent[] = [];
  const [decoder, parser] = [new TextDecoder(), parserFor(heard)];
  const [mayTell, maySend] = [sharing(events), sharing(bytes)];
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const now = performance.now();
    if (!maySend(chunk.length, now)) throw new UnfitAnswer("more than 64 KiB a second");
    parser.feed(decoder.decode(chunk, { stream: true }));
    for (const event of heard.splice(0)) {
      if (!mayTell(1, now)) throw new UnfitAnswer(`more than ${events.perSecond} events a second`);
      yield event;
    }
  }
}

const parserFor = (heard: StreamEvent[]) =>
  createParser({
    maxBufferSize: longestEvent,
    onEvent: (event) => heard.push(event),
    onError: ({ type }) => {
      if (type === "max-buffer-size-exceeded")
        throw new UnfitAnswer(`an event longer than ${longestEvent / 1024} KiB`);
    },
  });
