import type { BadInput, Place } from "../model/errors.ts";
import { badInput } from "./bad-input.ts";
import { nearestPhrase } from "./nearest-phrase.ts";

const noneNear = "docs/phrases.md has all phrases; those of your own are where cucumber.js says";

/** The error for a step that nobody knows, with the nearest phrase as its hint. */
export const noSuchPhrase = (
  text: string,
  expressions: readonly string[],
  place: Place | undefined,
): BadInput => {
  const near = nearestPhrase(text, expressions);
  return badInput(`no such phrase: ${text}`, place, {
    hint: near ? `did you mean: ${near}` : noneNear,
  });
};
