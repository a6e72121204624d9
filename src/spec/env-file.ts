import { badInput } from "./bad-input.ts";
import type { Lookup } from "./interpolate.ts";

/** Values by the name of their variable. */
export type Variables = Readonly<Record<string, string>>;

/**
 * The variables of an env file as the docker CLI reads it: no quotes and no expansion, # at the begin of
 * a line only. BadInput at a line that it would refuse. (docker/cli pkg/kvfile)
 */
export const variablesIn = (text: string, file: string, lookup: Lookup): Variables =>
  Object.fromEntries(
    text
      .replace(/^\uFEFF/, "")
      .split(/\r?\n/)
      .flatMap((line, index) => entryOf(line.trimStart(), { file, line: index + 1 }, lookup)),
  );

const entryOf = (
  line: string,
  place: { readonly file: string; readonly line: number },
  lookup: Lookup,
): [string, string][] => {
  if (line === "" || line.startsWith("#")) return [];
  const [, name = line, value] = /^([^=]*)=(.*)$/s.exec(line) ?? [];
  if (name === "") throw badInput("a variable without a name", place, { hint: "write NAME=value" });
  if (/[ \t]/.test(name))
    throw badInput(`the variable "${name}" has a space in its name`, place, {
      hint: "write NAME=value without a space before the =",
    });
  const found = value ?? lookup(name);
  return found === undefined ? [] : [[name, found]];
};
