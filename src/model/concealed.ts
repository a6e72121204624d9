import type { OutsideValue } from "./spec.ts";
import { asVariable } from "./variable.ts";

/** A text in which each value from outside is replaced by the name of its variable. */
export type Conceal = (text: string) => string;

/**
 * Conceals values from outside wherever they stand, whoever said the text: also as JSON has them, and line by line.
 * Values of fewer than six characters stay, as they stand in too much by chance.
 */
export const concealing = (values: readonly OutsideValue[] = []): Conceal => {
  const names = new Map(values.flatMap(formsOf));
  if (names.size === 0) return (text) => text;
  const longestFirst = [...names.keys()].toSorted((one, other) => other.length - one.length);
  const any = new RegExp(longestFirst.map(escaped).join("|"), "gi");
  return (text) => text.replace(any, (found) => asVariable(names.get(found.toLowerCase()) ?? "…"));
};

const shortest = 6;

const formsOf = ({ name, value }: OutsideValue): [string, string][] => {
  const lines = value.split(/\r?\n/).map((line) => line.trim());
  const forms = [value, value.trim(), ...lines];
  return [...forms, ...forms.map((form) => JSON.stringify(form).slice(1, -1))]
    .filter((form) => form.length >= shortest)
    .map((form) => [form.toLowerCase(), name]);
};

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

/** Does the work; what it throws has values from outside concealed in its words, and in those of its causes. */
export const discreetly = async <Result>(
  conceal: Conceal,
  work: () => Promise<Result>,
): Promise<Result> => {
  try {
    return await work();
  } catch (error) {
    throw concealed(error, conceal);
  }
};

/** The error with its words concealed. It stays the same one, as its class, place and origin have to stay known. */
export const concealed = (error: unknown, conceal: Conceal, met = new Set()): unknown => {
  if (!(error instanceof Error) || met.has(error)) return error;
  met.add(error);
  for (const key of ["message", "stack", "hint"] as const) rewrite(error, key, conceal);
  const others = error instanceof AggregateError ? error.errors : [];
  for (const one of [error.cause, ...others]) concealed(one, conceal, met);
  return error;
};

const rewrite = (
  error: Error & { hint?: string },
  key: "message" | "stack" | "hint",
  conceal: Conceal,
): void => {
  const said = error[key];
  if (said === undefined || conceal(said) === said) return;
  Object.defineProperty(error, key, { value: conceal(said), configurable: true, writable: true });
};
