import { redactedArguments } from "./redacted-arguments.ts";
import { withoutPem, withoutShapes } from "./redacted-shapes.ts";
import { isSecretName } from "./secret-name.ts";
import { isVariable, variablesIn } from "./variable.ts";

/**
 * A text of any kind without what looks like a secret in it, whoever wrote it: `username=web,password=…`, `--token …`,
 * `redis://:…@host`, `Bearer …`, members of JSON, headers, keys. Names stay, so that people see what differs, and so
 * does what is a variable, as `${NAME}`.
 */
export const redacted = (text: string): string => {
  if (text.length <= longest) return joined(withoutShapes(text).match(tokens) ?? []);
  const lines = withoutPem(text).split("\n");
  return lines.length > 1 ? lines.map(redacted).join("\n") : `(${text.length} characters)`;
};

/** The words of a command; an option may have its value in the next one. */
export const redactedWords = (words: readonly string[]): readonly string[] =>
  redactedArguments(words).map(redactedWord);

/** To its end a word's value is one, whatever is in it. */
const redactedWord = (word: string): string => {
  const [, name, value = ""] = /^([\w.-]+)=(.*)$/s.exec(word) ?? [];
  if (name === undefined || !isSecretName(name)) return redacted(word);
  return `${name}=${redactedEntry(name, value)}`;
};

/** The value of a variable, label or option, which its name alone may call a secret. */
export const redactedEntry = (name: string, value: string): string => {
  const isSecret = isSecretName(name) || /_ur[li]$/i.test(name);
  if (!isSecret || value === "" || isVariable(value)) return redacted(value);
  const variables = variablesIn(value);
  return variables.length === 0 ? "(hidden)" : `(hidden, with ${variables.join(" and ")})`;
};

/** Nobody reads more of one line, and to look through it takes its time. */
const longest = 8_000;

/** Words and what is in quotes, and the space between them. */
const tokens = /"(?:\\.|[^"\\])*"|'[^']*'|[^\s"']+|\s+|["']/g;

const joined = (all: readonly string[]): string => {
  const words = all.filter((token) => !isSpace(token));
  const shown = redactedArguments(words).map(within);
  return all.map((token) => (isSpace(token) ? token : shown.shift())).join("");
};

const isSpace = (token: string): boolean => token.trim() === "";

/** What is in quotes may be a command of its own. */
const within = (word: string): string => {
  const [, quote, inner] = /^(["'])([\s\S]*)\1$/.exec(word) ?? [];
  return quote === undefined || !inner ? word : `${quote}${redacted(inner)}${quote}`;
};
