import type { Labels } from "../model/spec.ts";
import type { Milliseconds } from "../model/units.ts";
import { durationOf } from "./duration.ts";
import { shellWords } from "./shell-words.ts";
import type { ListOrMap, Scalar, Words } from "./stack-file.ts";
import { fractionText } from "./yaml-scalar.ts";

/** A span of time that has passed the schema. */
export const spanOf = (text: string | undefined): Milliseconds | undefined =>
  text === undefined ? undefined : durationOf(text);

/** A command line as words; none where it is empty. */
export const wordsOf = (written: Words | undefined): readonly string[] | undefined => {
  const words = typeof written === "string" ? shellWords(written) : written;
  return words?.length === 0 ? undefined : words;
};

/** One text or several as a list. */
export const listOf = (written: Words | undefined): readonly string[] | undefined =>
  typeof written === "string" ? [written] : written;

/** A list (`NAME=value`) or a map as a map, the last of one name winning; null where there is no value. */
export const mapOf = (written: ListOrMap): Record<string, string | null> =>
  Object.fromEntries(
    isList(written)
      ? written.map(split)
      : Object.entries(written).map(([name, value]) => [name, textOf(value)]),
  );

/** Labels or options, where a name without a value has an empty one. */
export const labelsOf = (written: ListOrMap | undefined): Labels | undefined =>
  written &&
  Object.fromEntries(Object.entries(mapOf(written)).map(([name, value]) => [name, value ?? ""]));

export const isList = <Item>(written: readonly Item[] | object): written is readonly Item[] =>
  Array.isArray(written);

const split = (entry: string): [string, string | null] => {
  const at = entry.indexOf("=");
  return at < 0 ? [entry, null] : [entry.slice(0, at), entry.slice(at + 1)];
};

const textOf = (value: Scalar): string | null =>
  typeof value === "number" ? numberText(value) : value;

const numberText = (value: number): string =>
  Number.isInteger(value) ? String(value) : fractionText(value);
