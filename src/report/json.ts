import { command, type Line, oneLine } from "../model/line.ts";

/** A value as JSON that is the same once it is parsed, and in which nothing is obeyed before. */
export const json = (value: unknown): Line =>
  oneLine(
    JSON.stringify(value).replace(unescaped, escaped).replace(command, "#\\u0023"),
    Number.POSITIVE_INFINITY,
  );

// Of what would be obeyed JSON itself escapes the first 32 characters and halves of pairs.
const unescaped = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

const escaped = (character: string): string =>
  character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
