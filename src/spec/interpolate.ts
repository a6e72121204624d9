import type { BadInput, Place } from "../model/errors.ts";
import { asVariable } from "../model/variable.ts";
import { badInput } from "./bad-input.ts";

/** The value of a variable, or undefined where it is not set. */
export type Lookup = (name: string) => string | undefined;

/**
 * A text with its variables filled in as the docker CLI does: `$$`, `$A`, `${A}`, and within braces
 * `:-` `-` (default), `:?` `?` (required), and Compose's `:+` `+` (only if set). An unset variable is
 * empty; BadInput only where one is required or the form is unknown.
 */
export const interpolate = (text: string, lookup: Lookup, place?: Place): string => {
  // Docker forgets what is wrong with a variable where another one, that is right, follows in the same text.
  let problem: BadInput | undefined;
  const filled = filledWith(text, (reference) => {
    const value = reference === undefined ? unreadable(place) : resolved(reference, lookup, place);
    problem = typeof value === "string" ? undefined : value;
    return typeof value === "string" ? value : "";
  });
  if (problem !== undefined) throw problem;
  return filled;
};

/**
 * The same text as people are told of it: what comes from outside stands by the name of its variable, and where such a
 * variable is not set, all that is written of it, as in `${A:-default}`. It has been interpolated before.
 */
export const interpolatedByName = (
  text: string,
  lookup: Lookup,
  isOutside: (name: string) => boolean,
): string =>
  filledWith(text, (reference = "") => {
    const { name, operator } = parted(reference);
    if (!isOutside(name)) {
      const value = resolved(reference, lookup, undefined);
      return typeof value === "string" ? value : "";
    }
    const isUsed = !operator.endsWith("+") && !isMissing(lookup(name), operator);
    return isUsed ? asVariable(name) : `\${${reference}}`;
  });

/** What is no reference has none. */
const filledWith = (text: string, fill: (reference: string | undefined) => string): string =>
  text.replace(variable, (_, dollar?: string, bare?: string, braced?: string, end?: string) => {
    if (dollar !== undefined) return dollar;
    return fill((bare ?? (end && braced)) || undefined);
  });

/** What the docker CLI reads in another way than its author can have meant, as a sentence; undefined if nothing. */
export const oddVariable = (text: string): string | undefined => {
  const all = [...text.matchAll(variable)].filter(([, dollar]) => dollar === undefined);
  for (const [index, [written, , bare, braced]] of all.entries()) {
    if (bare === undefined && braced === undefined && index < all.length - 1)
      return "Docker leaves out this $, as a variable follows: write $$ for a dollar sign";
    if (/^\w+:?\?/.test(bare ?? braced ?? "") && index < all.length - 1)
      return `Docker does not demand ${written}, as another variable follows: it may be empty`;
    const cut = (bare ?? braced ?? "").replace(/^\w+/, "");
    if (bare !== undefined && cut !== "")
      return `Docker reads ${written} as one variable with a default: write \${NAME} before - and ?`;
    if (cut.includes("$")) return `Docker fills in no variable within another, as in ${written}}`;
    if (/^:?\?.*-/.test(cut))
      return `Docker takes what follows the - in ${written} for a default: leave it out`;
  }
  return undefined;
};

/**
 * The pattern of docker/cli cli/compose/template, which lets a default follow `$A` too. A brace that is never closed is
 * read to the end at once: to look for its end from each dollar sign anew takes the square of the time.
 */
const variable = /\$(?:(\$)|([a-z_]\w*(?::?[-?][^}]*)?)|\{([a-z_]\w*(?::?[-?+][^}]*)?)(\}?)|)/gi;

/** In this order, since the CLI looks for each anywhere in the text. */
const operators = [":-", "-", ":?", "?"];

/** The CLI does not know this form: here the operator is where the name ends, whatever the word holds. */
const ifSet = /^(\w+)(:?\+)(.*)$/s;

const parted = (reference: string): { name: string; operator: string; word: string } => {
  const [, asked, plus, then] = ifSet.exec(reference) ?? [];
  if (asked !== undefined) return { name: asked, operator: plus ?? "", word: then ?? "" };
  const operator = operators.find((one) => reference.includes(one));
  if (operator === undefined) return { name: reference, operator: "", word: "" };
  const at = reference.indexOf(operator);
  return { name: reference.slice(0, at), operator, word: reference.slice(at + operator.length) };
};

const isMissing = (value: string | undefined, operator: string): boolean =>
  operator.startsWith(":") ? !value : value === undefined;

const resolved = (
  reference: string,
  lookup: Lookup,
  place: Place | undefined,
): string | BadInput => {
  const { name, operator, word } = parted(reference);
  const value = lookup(name);
  const missing = isMissing(value, operator);
  if (operator.endsWith("+")) return missing ? "" : word;
  if (operator === "" || !missing) return value ?? "";
  if (operator.endsWith("-")) return word;
  return badInput(`the variable ${name} is not set${word === "" ? "" : `: ${word}`}`, place, {
    hint: `add a column ${name} to the tenants' table, or set it in an env file or the environment`,
  });
};

const unreadable = (place: Place | undefined) =>
  badInput("no variable begins with this $", place, {
    hint: `write $$ for a dollar sign, and variables as \${NAME} or \${NAME:-default}`,
  });
