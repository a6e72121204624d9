import { Ajv } from "ajv";
import { badInput } from "./bad-input.ts";
import { durationOf } from "./duration.ts";
import { interpolate, type Lookup } from "./interpolate.ts";
import { isPort, shortPort } from "./port.ts";
import { shellWords } from "./shell-words.ts";
import { shortMount } from "./short-mount.ts";
import type { StackFile } from "./stack-file.ts";
import { stackProblem } from "./stack-problem.ts";
import { stackSchema } from "./stack-schema.ts";
import { loadYaml, type Path, type YamlSource } from "./yaml-source.ts";

/** A stack file that keeps to the schema, with the places of its keys. */
export interface StackSource {
  readonly file: StackFile;
  readonly placeOf: YamlSource["placeOf"];
}

/** Reads a stack file and fills in its variables; throws BadInput at the key that is wrong. */
export const readStack = (
  { path, text }: { readonly path: string; readonly text: string },
  lookup: Lookup,
): StackSource => {
  const source = loadYaml(text, path);
  const data = filled(source.data, { source, lookup, path: [] });
  if (isStackFile(data)) return { file: data, placeOf: source.placeOf };
  const [error] = isStackFile.errors ?? [];
  throw error === undefined
    ? badInput("not a stack file", { file: path })
    : stackProblem(error, source);
};

const ajv = new Ajv({
  verbose: true,
  strictTypes: false,
  formats: {
    duration: (text: string) => durationOf(text) !== undefined,
    whole: /^\d+$/,
    port: (text: string) => isPort(text),
    ports: (text: string) => shortPort(text) !== undefined,
    volume: (text: string) => shortMount(text) !== undefined,
    words: (text: string) => shellWords(text) !== undefined,
  },
});

const isStackFile = ajv.compile<StackFile>(stackSchema);

interface At {
  readonly source: YamlSource;
  readonly lookup: Lookup;
  readonly path: Path;
}

/** The data with the variables of every text filled in; keys and other values stay. */
const filled = (data: unknown, at: At): unknown => {
  const below = (key: string | number) => ({ ...at, path: [...at.path, key] });
  if (typeof data === "string")
    return data.includes("$") ? interpolate(data, at.lookup, at.source.placeOf(at.path)) : data;
  if (Array.isArray(data)) return data.map((entry, index) => filled(entry, below(index)));
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, filled(value, below(key))]),
  );
};
