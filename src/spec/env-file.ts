import { badInput } from "./bad-input.ts";
import type { Lookup } from "./interpolate.ts";

/** How variables are filled in. */
export interface Filling {
  readonly lookup: Lookup;
  /** The value of an env file's variable, as it is to be used. */
  readonly entry: (name: string, value: string) => string;
}

/** Values by the name of their variable. */
export type Variables = Readonly<Record<string, string>>;

/**
 * The variables of an env file as the docker CLI reads it: no quotes and no expansion, # at the begin of
 * a line only. BadInput at a line that it would refuse, without its text. (docker/cli pkg/kvfile)
 */
export const variablesIn = (text: string, file: string, filling: Filling): Variables =>
  Object.fromEntries(
    text
      .replace(/^\uFEFF/, "")
      .split(/\r?\n/)
      .flatMap((line, index) => entryOf(line.trimStart(), { file, line: index + 1 }, filling)),
  );

const entryOf = (
  line: string,
  place: { readonly file: string; readonly line: number },
  { lookup, entry }: Filling,
): [string, string][] => {
  // What cannot be decoded becomes this sign.
  if (line.includes("\uFFFD"))
    throw badInput("not UTF-8", place, { hint: "save the file as UTF-8" });
  if (line === "" || line.startsWith("#")) return [];
  const [, name = line, value] = /^([^=]*)=(.*)$/s.exec(line) ?? [];
  if (name === "") throw badInput("a variable without a name", place, { hint: "write NAME=value" });
  // What stands there may be a secret that got into the wrong place, so it is not repeated.
  if (/[ \t]/.test(name))
    throw badInput("a variable with a space in its name", place, {
      hint: "write NAME=value without a space before the =",
    });
  const found = value === undefined ? lookup(name) : entry(name, value);
  return found === undefined ? [] : [[name, found]];
};
