import type { Milliseconds } from "../model/units.ts";
import { durationOf } from "./duration.ts";
import type { Lookup } from "./interpolate.ts";
import { shellWords } from "./shell-words.ts";
import type { ListOrMap, Words } from "./stack-file.ts";

/** A span of time that has passed the schema. */
export const spanOf = (text: string | undefined): Milliseconds | undefined =>
  text === undefined ? undefined : durationOf(text);

/** A whole number that has passed the schema, written as a number or filled in from a variable. */
export const wholeOf = (written: number | string | undefined): number | undefined =>
  written === undefined ? undefined : Number(written);

/** A command line as words. */
export const wordsOf = (written: Words | null | undefined): readonly string[] | undefined => {
  if (written === undefined || written === null) return undefined;
  return typeof written === "string" ? shellWords(written) : written;
};

/** Names and values of a list (`NAME=value`) or a map, the last of one name winning, sorted by name. */
export const pairsOf = (
  written: ListOrMap | null | undefined,
  lookup: Lookup,
): [name: string, value: string][] => {
  const entries = isList(written) ? written.map(split) : Object.entries(written ?? {});
  return [...new Map(entries)]
    .map(([name, value]): [string, string | undefined] => [name, known(value) ?? lookup(name)])
    .flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]))
    .sort(([one], [other]) => (one < other ? -1 : 1));
};

const isList = (written: ListOrMap | null | undefined): written is readonly string[] =>
  Array.isArray(written);

const split = (entry: string): [string, string | null] => {
  const [, name = entry, value = null] = /^([^=]*)=(.*)$/s.exec(entry) ?? [];
  return [name, value];
};

const known = (value: string | number | null): string | undefined =>
  value === null ? undefined : String(value);
