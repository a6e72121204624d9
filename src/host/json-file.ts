import { readFileSync } from "node:fs";
import { getSystemErrorMessage } from "node:util";
import { SwarmspecError } from "../model/errors.ts";

/**
 * A map in a JSON file of somebody else's, and the keys that lead to it. Whatever is wrong with one is an error that
 * names file, line, column and keys, and never what the file holds, as that may be a password.
 */
export interface JsonMap {
  readonly file: string;
  readonly keys: readonly string[];
  readonly values: Readonly<Record<string, unknown>>;
}

/** The map that a file holds; undefined if there is no such file. */
export const jsonFile = async (file: string): Promise<JsonMap | undefined> => {
  const text = textOf(file);
  return text === undefined ? undefined : mapOf(file, [], await parsed(text, file));
};

/** The map at a key; undefined if there is none or null. */
export const mapAt = (map: JsonMap | undefined, key: string): JsonMap | undefined => {
  const value = valueAt(map, key);
  return map && (value ?? undefined) && mapOf(map.file, [...map.keys, key], value);
};

/** The text at a key; undefined if there is none, null, or an empty one. */
export const textAt = (map: JsonMap | undefined, key: string): string | undefined => {
  const value = valueAt(map, key);
  if (map === undefined || value === undefined || value === null || value === "") return undefined;
  if (typeof value !== "string") throw odd(map.file, [...map.keys, key], "a text");
  return value;
};

const valueAt = (map: JsonMap | undefined, key: string): unknown =>
  map !== undefined && Object.hasOwn(map.values, key) ? map.values[key] : undefined;

const mapOf = (file: string, keys: readonly string[], value: unknown): JsonMap => {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw odd(file, keys, "a map");
  return { file, keys, values: value as JsonMap["values"] };
};

const odd = (file: string, keys: readonly string[], wanted: string): SwarmspecError => {
  const what = keys.length === 0 ? "it" : keys.join(".");
  return new SwarmspecError(`${file}: ${what} has to be ${wanted}, and is none`);
};

const textOf = (file: string): string | undefined => {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const { code, errno } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    const words = errno === undefined ? code : getSystemErrorMessage(errno);
    throw new SwarmspecError(`${file}: cannot be read: ${words}`, { cause });
  }
};

const parsed = async (text: string, file: string): Promise<unknown> => {
  try {
    return JSON.parse(text);
  } catch (error) {
    // Not the cause: its message quotes the text.
    const place = [file, ...(await positionOf(error as Error, text))].join(":");
    throw new SwarmspecError(`${place}: is not JSON`);
  }
};

/** Line and column, where they can be known: V8 tells them only where it does not quote. */
const positionOf = async ({ message }: Error, text: string): Promise<readonly unknown[]> => {
  const [, line, column] = /\(line (\d+) column (\d+)\)$/.exec(message) ?? [];
  if (line !== undefined && column !== undefined) return [line, column];
  // Not loaded before it is needed: it would take a tenth of a short command's time.
  const { parse } = await import("@humanwhocodes/momoa");
  try {
    parse(text, { mode: "json" });
    return [];
  } catch (error) {
    const { line, column } = error as { line?: number; column?: number };
    return line === undefined || column === undefined ? [] : [line, column];
  }
};
