import { nearest } from "./nearest.ts";

/** The cucumber expression most like a step's text, its strings and numbers aside. */
export const nearestPhrase = (text: string, expressions: readonly string[]): string | undefined => {
  const blank = new Map(expressions.map((expression) => [blanked(expression), expression]));
  const found = nearest(blanked(text), [...blank.keys()]);
  return found === undefined ? undefined : blank.get(found);
};

const blanked = (text: string): string =>
  text
    .replace(/"[^"]*"|'[^']*'|\{string\}/g, "{}")
    .replace(/-?\d+(\.\d+)?|\{(int|float|word)\}/g, "{}");
