import type { BadInput, Place } from "../model/errors.ts";
import { badInput } from "./bad-input.ts";
import { nearestPhrase } from "./nearest-phrase.ts";

/** The error for a step that nobody knows, with the nearest phrase as its hint. */
export const noSuchPhrase = (
  text: string,
  expressions: readonly string[],
  place: Place | undefined,
): BadInput => badInput(`no such phrase: ${text}`, place, { hint: nearby(text, expressions) });

/** What whoever wrote a step that nobody knows may have meant. */
export const nearby = (text: string, expressions: readonly string[]): string => {
  const near = nearestPhrase(text, expressions);
  return near === undefined ? noneNear : `did you mean: ${near}`;
};

const noneNear = "docs/phrases.md has all phrases; those of your own are where cucumber.js says";
