import { withReasonsOnly } from "../model/openssl.ts";

/** The HTTP status with which an engine refused; undefined if it gave no answer. */
export const statusOf = (error: unknown): number | undefined =>
  (error as { statusCode?: number }).statusCode;

/** Whether an engine could not write, as the disk that it works on is full; in its words, or those of a registry. */
export const isFull = (words: string): boolean =>
  /no space left on device|disk quota exceeded/i.test(words);

/** Why, in the engine's own words where it gave any. */
export const wordsOf = (error: unknown): string => {
  const { json, message } = error as { json?: { message?: string }; message?: string };
  return withReasonsOnly(json?.message ?? message ?? String(error))
    .replace(/^rpc error: code = \w+ desc = /, "")
    .trim();
};
