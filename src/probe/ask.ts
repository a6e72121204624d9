import { UnfitAnswer } from "../model/errors.ts";
import type { Question, Sample } from "../model/sample.ts";
import { milliseconds } from "../model/units.ts";
import { readAnswer } from "./answer.ts";
import { cut, cutList } from "./cut.ts";
import { wordsOf } from "./trouble.ts";
import { type Page, type Patience, type Via, visit } from "./visit.ts";

export interface AskOptions extends Patience {
  /** `/whoami` unless told. */
  readonly path?: string;
  /** How a page is fetched; `visit` unless told. */
  readonly by?: typeof visit;
}

/** How a question travels, or why it cannot. */
export type Way = Via | { readonly missing: string };

/** Asks once, over a connection of its own; trouble is told in the sample, and only `signal` makes it reject. */
export const ask = async (
  question: Question,
  way: Way,
  { path = "/whoami", by = visit, ...patience }: AskOptions = {},
): Promise<Sample> => {
  const began = performance.now();
  const ms = () => milliseconds(Math.round(performance.now() - began));
  if ("missing" in way) return { ...question, error: way.missing, forwardedFor: [], ms: ms() };
  try {
    const { status, headers, body } = await by({ ...question, path }, way, patience);
    return { ...question, status, ...refused(headers), ...heard(body), ms: ms() };
  } catch (error) {
    patience.signal?.throwIfAborted();
    return {
      ...question,
      ...statusOf(error),
      error: cut(wordsOf(error)),
      forwardedFor: [],
      ms: ms(),
    };
  }
};

const statusOf = (error: unknown): Pick<Sample, "status"> =>
  error instanceof UnfitAnswer && error.status !== undefined ? { status: error.status } : {};

const refused = ({ "x-refused-by": refusedBy }: Page["headers"]): Pick<Sample, "refusedBy"> =>
  typeof refusedBy === "string" ? { refusedBy: cut(refusedBy) } : {};

const heard = (body: string): Pick<Sample, "answeredBy" | "container" | "forwardedFor"> => {
  const answer = readAnswer(body);
  if (answer === undefined) return { forwardedFor: [] };
  const { tenant, container, forwardedFor } = answer;
  return {
    answeredBy: cut(tenant),
    ...(container !== undefined && { container: cut(container) }),
    forwardedFor: cutList(forwardedFor),
  };
};
