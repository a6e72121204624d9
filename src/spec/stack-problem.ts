import type { ErrorObject } from "ajv";
import type { BadInput } from "../model/errors.ts";
import { badInput } from "./bad-input.ts";
import { nearest } from "./nearest.ts";
import type { Path, YamlSource } from "./yaml-source.ts";

/** The first thing that the schema has against a stack file, at the place of the key. */
export const stackProblem = (error: ErrorObject, source: YamlSource): BadInput => {
  const path = error.instancePath.split("/").slice(1).map(unescaped);
  if (error.keyword === "additionalProperties") return unknownKey(error, path, source);
  return badInput(`${wantedBy(error)}, but ${seenBy(error)}`, source.placeOf(path), {
    hint: hintFor(error),
  });
};

const unescaped = (part: string): string => part.replaceAll("~1", "/").replaceAll("~0", "~");

const unknownKey = (error: ErrorObject, path: Path, source: YamlSource): BadInput => {
  const key = String(error.params.additionalProperty);
  const keys = Object.keys(error.parentSchema?.properties ?? {});
  const near = nearest(key, keys);
  return badInput(
    "no such key, or not one that swarmspec converts",
    source.placeOf([...path, key]),
    {
      hint: near === undefined ? `the keys here are ${keys.join(", ")}` : `did you mean: ${near}`,
    },
  );
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
  whole: "a whole number",
  port: "a port from 1 to 65535",
  ports: "PUBLISHED:TARGET, for example 80:8080 or 53:53/udp",
  volume: "SOURCE:/TARGET, SOURCE:/TARGET:ro or /TARGET",
  words: "a command line with its quotes closed",
};

/** A wrong type is named and its value kept back: it may be that of a secret. */
const seenBy = ({ keyword, data }: ErrorObject): string => {
  if (keyword === "required")
    return `has only ${Object.keys(Object(data)).join(", ") || "nothing"}`;
  if (keyword === "type") return `is ${typeName(typeOf(data))}`;
  return `is ${JSON.stringify(data)}`;
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
