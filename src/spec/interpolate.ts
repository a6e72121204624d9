import type { Place } from "../model/errors.ts";
import { badInput } from "./bad-input.ts";

/** The value of a variable, or undefined where it is not set. */
export type Lookup = (name: string) => string | undefined;

/**
 * A text with its variables filled in, as Compose does: `$$`, `$A`, `${A}`, `${A:-default}`,
 * `${A-default}`, `${A:?why}` and `${A?why}`. An unset variable is empty; BadInput only where one is
 * required or the form is unknown.
 */
export const interpolate = (text: string, lookup: Lookup, place?: Place): string =>
  text.replace(variable, (written, _dollar, bare?: string, braced?: string, ...rest: string[]) => {
    if (written === "$$") return "$";
    const name = braced ?? bare;
    if (name === undefined) throw unreadable(written, place);
    const [operator, word] = rest;
    return resolved({ name, operator, word }, lookup(name), place);
  });

const variable = /\$(?:(\$)|([a-z_]\w*)|\{([a-z_]\w*)(?:(:?[-?])((?:(?!\$\{)[^}])*))?\})?/gi;

interface Reference {
  readonly name: string;
  readonly operator: string | undefined;
  readonly word: string | undefined;
}

const resolved = ({ name, operator, word = "" }: Reference, value?: string, place?: Place) => {
  const missing = operator?.startsWith(":") ? !value : value === undefined;
  if (!missing || operator === undefined) return value ?? "";
  if (operator.endsWith("-")) return word;
  throw badInput(`the variable ${name} is not set${word === "" ? "" : `: ${word}`}`, place, {
    hint: `add a column ${name} to the tenants' table, or set it in the environment`,
  });
};

const unreadable = (written: string, place: Place | undefined) =>
  badInput(`no variable begins with this ${written}`, place, {
    hint: `write $$ for a dollar sign, and variables as \${NAME} or \${NAME:-default}`,
  });
