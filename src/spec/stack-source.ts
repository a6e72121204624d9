import { Ajv, type ValidateFunction } from "ajv";
import { bytesOf, nanoCpusOf } from "./amount.ts";
import { badInput } from "./bad-input.ts";
import { distinct } from "./distinct.ts";
import { durationOf } from "./duration.ts";
import { shortPort } from "./port.ts";
import { shellWords } from "./shell-words.ts";
import { shortMount } from "./short-mount.ts";
import { castFor, isGoInt, isNamedValue, isUnread, wholeAt } from "./stack-casts.ts";
import type { StackFile } from "./stack-file.ts";
import { refuseForbidden } from "./stack-forbidden.ts";
import { isFreeText } from "./stack-free-text.ts";
import { stackProblem } from "./stack-problem.ts";
import { newestMinor, stackSchema } from "./stack-schema.ts";
import type { Filler, StackVariables } from "./stack-variables.ts";
import { OddScalar } from "./yaml-scalar.ts";
import { loadYaml, type Path, type YamlSource } from "./yaml-source.ts";

/** A stack file that keeps to the schema, with the places of its keys. */
export interface StackSource extends Pick<YamlSource, "placeOf" | "has"> {
  readonly file: StackFile;
  /** The file before its variables were filled in. */
  readonly raw: unknown;
  /** Its path as messages show it. */
  readonly shown: string;
  /** The file's version is `3.MINOR`. */
  readonly minor: number;
}

/** Reads a stack file and fills in its variables; throws BadInput at the key that is wrong. */
export const readStack = (
  { shown, text }: { readonly shown: string; readonly text: string },
  variables: StackVariables,
): StackSource => {
  const source = loadYaml(text, shown);
  refuseForbidden(source);
  const minor = minorOf(source);
  const data = filled(source.data, { ...source, fillerAt: () => variables.real, path: [] });
  const isStackFile = validatorFor(minor);
  if (!isStackFile(near(data))) {
    const [error] = isStackFile.errors ?? [];
    throw error === undefined
      ? badInput("not a stack file", { file: shown })
      : stackProblem(error, { source, minor, variables });
  }
  return {
    file: data as StackFile,
    raw: source.data,
    shown,
    minor,
    placeOf: source.placeOf,
    has: source.has,
  };
};

/** The file as people are told of it: free text with variables from outside by name. It has passed the schema. */
export const toldFile = (
  { raw, placeOf }: Pick<StackSource, "raw" | "placeOf">,
  { real, told }: StackVariables,
): StackFile => {
  // An empty test stays so: it goes with disable, and another one does not.
  const test = { ...told, text: (text: string) => real.text(text) && told.text(text) };
  const fillerAt = (path: Path, text: string) => {
    if (!isFreeText(path, text)) return real;
    return path.at(-1) === "test" ? test : told;
  };
  return filled(raw, { placeOf, fillerAt, path: [] }) as StackFile;
};

// The schema is ours, and a command compiles it once: to check it, or to make its code faster, costs more than it saves.
const ajv = new Ajv({
  meta: false,
  validateSchema: false,
  code: { optimize: false },
  verbose: true,
  strictTypes: false,
  formats: {
    duration: (text: string) => durationOf(text) !== undefined,
    ports: (text: string) => shortPort(text) !== undefined,
    volume: (text: string) => shortMount(text) !== undefined,
    words: (text: string) => shellWords(text) !== undefined,
    cpus: (text: string) => nanoCpusOf(text) !== undefined,
    bytes: (text: string) => bytesOf(text) !== undefined,
    endpoint: /^(vip|dnsrr)$/i,
  },
})
  .addVocabulary(["later"])
  .addKeyword({ keyword: "distinct", type: "array", validate: distinct, schema: false });

/** The same with numbers of more digits than the schema knows rounded. */
const near = (data: unknown): unknown => {
  // Swarms count in 64 bits, and a number does not tell 2^63-1 from the next one.
  if (typeof data === "bigint") return data < 2n ** 63n ? Number(data) : Number.MAX_VALUE;
  if (Array.isArray(data)) return data.map(near);
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, near(value)]));
};

/** A check for each version of stack files, compiled when the first file of that version is read. */
const compiled = new Map<number, ValidateFunction<StackFile>>();

const validatorFor = (minor: number): ValidateFunction<StackFile> => {
  const validator = compiled.get(minor) ?? ajv.compile<StackFile>(stackSchema(minor));
  compiled.set(minor, validator);
  return validator;
};

/** A file without a version, or with 3 alone, has the newest one. */
const minorOf = ({ data, placeOf }: YamlSource): number => {
  const { version = "3" } = Object(data) as { readonly version?: unknown };
  if (version === "3" || version === "" || typeof version !== "string") return newestMinor;
  const minor = Number(/^3\.(\d+)$/.exec(version)?.[1] ?? Number.NaN);
  if (minor <= newestMinor) return minor;
  throw badInput(`there is no version ${version} of stack files`, placeOf(["version"]), {
    hint: `write version: "3.${newestMinor}" or leave it out`,
  });
};

interface At extends Pick<YamlSource, "placeOf"> {
  readonly fillerAt: (path: Path, text: string) => Filler;
  readonly path: Path;
}

/** The data with the variables of every text filled in; keys and other values stay. */
const filled = (data: unknown, at: At): unknown => {
  const below = (key: string | number) => ({ ...at, path: [...at.path, key] });
  if (typeof data === "string") return filledText(data, at);
  if (data instanceof OddScalar) return scalarAt(data, at);
  if (Array.isArray(data)) return data.map((entry, index) => filled(entry, below(index)));
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, filled(value, below(key))]),
  );
};

const scalarAt = ({ text, value }: OddScalar, { path, placeOf }: At): unknown => {
  if (isNamedValue(path) || isUnread(path)) return text;
  if (typeof value === "number" && isGoInt(path))
    throw badInput(`must be a whole number, but is ${text}`, placeOf(path));
  if (value !== undefined) return typeof value === "bigint" ? wholeAt(path, value) : value;
  throw badInput("must be a text, but is a date", placeOf(path), { hint: "put it into quotes" });
};

const filledText = (text: string, { placeOf, fillerAt, path }: At): unknown => {
  if (!text.includes("$")) return text;
  const value = fillerAt(path, text).text(text, placeOf(path));
  return value === text ? text : castFor(path, value);
};
