import { withReasonsOnly } from "../model/openssl.ts";

/** The HTTP status with which an engine refused; undefined if it gave no answer. */
export const statusOf = (error: unknown): number | undefined =>
  (error as { statusCode?: number }).statusCode;

/** Why, in the engine's own words where it gave any. */
export const wordsOf = (error: unknown): string => {
  const { json, message } = error as { json?: { message?: string }; message?: string };
  return withReasonsOnly(json?.message ?? message ?? String(error))
    .replace(/^rpc error: code = \w+ desc = /, "")
    .trim();
};
