import { type Line, oneLine } from "./line.ts";
import type { Milliseconds } from "./units.ts";

export type Scheme = "http" | "https";

/** One request as it was meant. */
export interface Question {
  readonly node: string;
  readonly tenant: string;
  readonly client: string;
  readonly scheme: Scheme;
  /** The Host header and, over https, the server name. */
  readonly host: string;
  /** X-Forwarded-For headers that the client forges, one entry a header line. */
  readonly claims: readonly string[];
  /** The client's own address on the public network. */
  readonly expected: string;
}

/**
 * One request and what came of it. `status` is absent where there was no answer; then `error` says why. It says too why
 * an answer that came cannot be used. What others said is cut, with its full length told.
 */
export interface Sample extends Question {
  readonly status?: number;
  readonly error?: string;
  /** Every X-Forwarded-For that reached the tenant, one entry a header line. */
  readonly forwardedFor: readonly string[];
  /** The tenant that says it answered. */
  readonly answeredBy?: string;
  /** Who says of itself that it refused the host: a proxy of ours is "proxy". */
  readonly refusedBy?: string;
  /** The container that answered. */
  readonly container?: string;
  readonly ms: Milliseconds;
}

/** Whether a request was answered with 200 by the tenant that was asked. */
export const isAnswered = (sample: Sample): boolean =>
  sample.status === 200 && sample.answeredBy === sample.tenant;

/** What came of a request, in words: the status and who gave it, or why there is none. */
export const answerOf = (sample: Sample): Line => {
  const { status, error, answeredBy, refusedBy } = sample;
  if (status === undefined || error !== undefined) return quoted(error ?? "no answer");
  if (answeredBy !== undefined) return oneLine(`${status} from ${quoted(answeredBy)}`);
  return oneLine(
    `${status} from ${refusedBy === undefined ? "no tenant" : `the ${quoted(refusedBy)}`}`,
  );
};

/** Words of somebody who was asked: enough of them to know them again. */
export const quoted = (text: string): Line => oneLine(text, 200);
