import type { ErrorObject } from "ajv";
import type { BadInput } from "../model/errors.ts";
import { redacted } from "../model/redacted.ts";
import { badInput } from "./bad-input.ts";
import { nearest } from "./nearest.ts";
import type { StackVariables } from "./stack-variables.ts";
import { OddScalar } from "./yaml-scalar.ts";
import { type Path, valueAt, type YamlSource } from "./yaml-source.ts";

/** The first thing that the schema of version `3.MINOR` has against a stack file, at the place of the key. */
export const stackProblem = (error: ErrorObject, read: Read): BadInput => {
  const path = error.instancePath.split("/").slice(1).map(unescaped);
  if (error.keyword === "additionalProperties") return unknownKey(error, path, read);
  const at = error.propertyName === undefined ? path : [...path, error.propertyName];
  const told = toldAt(path, read);
  return badInput(`${wantedBy(error)}, but ${seenBy(error, told)}`, read.source.placeOf(at), {
    hint: typeof told === "string" && told !== String(error.data) ? fromOutside : hintFor(error),
  });
};

const fromOutside = "look at what the variable is set to; plan --show-values shows it";

/** What is wrong, as people are told of it: with variables from outside by name. */
const toldAt = (path: Path, { source, variables: { told } }: Read): unknown => {
  const written = valueAt(source.data, path);
  if (written instanceof OddScalar) return Number(written.value);
  return typeof written === "string" ? told.text(written) : written;
};

const unescaped = (part: string): string => part.replaceAll("~1", "/").replaceAll("~0", "~");

interface Read {
  readonly source: YamlSource;
  readonly minor: number;
  readonly variables: StackVariables;
}

const unknownKey = (error: ErrorObject, path: Path, { source, minor }: Read): BadInput => {
  const key = String(error.params.additionalProperty);
  const place = source.placeOf([...path, key]);
  const since: unknown = error.parentSchema?.later?.[key];
  if (since !== undefined)
    return badInput(
      `this key is there since version 3.${since}, but the file has 3.${minor}`,
      place,
      {
        hint: `write version: "3.${since}" or a later one, or leave version out`,
      },
    );
  const keys = Object.keys(error.parentSchema?.properties ?? {});
  const near = nearest(key, keys);
  const hint =
    near === undefined ? `the keys here are ${keys.join(", ")}` : `did you mean: ${near}`;
  return badInput("no such key", place, { hint });
};

const wantedBy = (error: ErrorObject): string => {
  switch (error.keyword) {
    case "required":
      return `must have the key ${error.params.missingProperty}`;
    case "type":
      return `must be ${[error.params.type].flat().map(typeName).join(" or ")}`;
    case "enum":
      return `must be ${error.params.allowedValues.join(" or ")}`;
    case "format":
      return `must be ${formatName[error.params.format] ?? error.params.format}`;
    case "minimum":
      return `must be at least ${error.params.limit}`;
    case "maximum":
      return `must be at most ${error.params.limit}`;
    case "pattern":
      return "a name must be letters, digits, dots, _ and -";
    case "uniqueItems":
      return "must say nothing twice";
    default:
      return `must not be empty`;
  }
};

const typeName = (type: string): string => typeNames[type] ?? type;

const typeNames: Readonly<Record<string, string>> = {
  string: "a text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "a map",
  null: "empty",
};

const formatName: Readonly<Record<string, string>> = {
  duration: "a span of time like 1m30s",
  ports: "a port, or PUBLISHED:TARGET, for example 80:8080 or 53:53/udp",
  volume: "SOURCE:/TARGET, SOURCE:/TARGET:ro or /TARGET",
  words: "a command line with its quotes closed",
  cpus: "a number of processors like 0.5",
  bytes: "an amount of memory like 512M",
  endpoint: "vip or dnsrr",
  image: "the name of an image like registry:5000/web:1.2, in small letters",
};

/** A wrong type is named and its value kept back: it may be that of a secret. */
const seenBy = ({ keyword, data, params, propertyName }: ErrorObject, told: unknown): string => {
  if (keyword === "pattern") return `is ${JSON.stringify(propertyName)}`;
  if (keyword === "uniqueItems") return `entries ${params.i + 1} and ${params.j + 1} are the same`;
  if (keyword === "required")
    return `has only ${Object.keys(Object(data)).join(", ") || "nothing"}`;
  if (keyword === "type") return `is ${typeName(typeOf(data))}`;
  return `is ${JSON.stringify(typeof told === "string" ? redacted(told) : told)}`;
};

const typeOf = (data: unknown): string => {
  if (Array.isArray(data)) return "array";
  return data === null ? "null" : typeof data;
};

const hintFor = ({ keyword, data, params }: ErrorObject): string | undefined => {
  const textWanted = keyword === "type" && [params.type].flat().includes("string");
  return textWanted && ["boolean", "number"].includes(typeof data)
    ? "put the value into quotes"
    : undefined;
};
