import type { CollectionTag, ScalarTag } from "yaml";
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
} from "yaml";
import type { BadInput, Place } from "../model/errors.ts";
import { badInput } from "./bad-input.ts";

export type Path = readonly (string | number)[];

/** A YAML text as plain data, and where in the text each of its keys stands. */
export interface YamlSource {
  readonly data: unknown;
  /** The place of a key, through aliases and merge keys; that of the nearest one above if it is absent. */
  readonly placeOf: (path: Path) => Place;
  /** Whether a key is written there, through aliases and merge keys. */
  readonly has: (path: Path) => boolean;
}

/** What stands at a path of plain data; undefined where nothing does. */
export const valueAt = (data: unknown, path: Path): unknown =>
  path.reduce(
    (at: unknown, key) => (Object(at) as Readonly<Record<string | number, unknown>>)[key],
    data,
  );

/** Reads one YAML document as Docker does: anchors, merge keys, 0444 octal. Syntax errors are BadInput. */
export const loadYaml = (text: string, file: string): YamlSource => {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    merge: true,
    prettyErrors: false,
    customTags: (tags) => [octal, ...tags],
  });
  const [error] = document.errors;
  if (error !== undefined) throw notYaml(error, { file, ...position(lines, error.pos[0]) });
  return {
    data: dataOf(document, lines, file),
    placeOf: placesIn(document, lines, file),
    has: (path) => found(document, path).whole,
  };
};

/** Go's YAML reader, and so Docker, keeps this form of YAML 1.1: file modes are written 0440. */
const octal: ScalarTag | CollectionTag = {
  default: true,
  tag: "tag:yaml.org,2002:int",
  test: /^0[0-7]+$/,
  resolve: (text: string) => Number.parseInt(text, 8),
};

const dataOf = (document: Document, lines: LineCounter, file: string): unknown => {
  try {
    return document.toJS();
  } catch (error) {
    const offset = unresolvedIn(document);
    throw notYaml(error, { file, ...(offset === undefined ? {} : position(lines, offset)) });
  }
};

/** Behind the colon the library repeats what stands there, and that may be a password that begins with * or |. */
const notYaml = (error: unknown, place: Place): BadInput => {
  const problem = error instanceof Error ? error.message : String(error);
  return badInput(`not YAML: ${problem.replace(/: .*$/s, "")}`, place);
};

/** Where the first alias without an anchor stands. */
const unresolvedIn = (document: Document): number | undefined => {
  let offset: number | undefined;
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) !== undefined) return undefined;
      offset = startOf(alias);
      return visit.BREAK;
    },
  });
  return offset;
};

const placesIn =
  (document: Document, lines: LineCounter, file: string) =>
  (path: Path): Place => {
    const { offset } = found(document, path);
    const field = path.length === 0 ? {} : { field: path.join(".") };
    return { file, ...(offset === undefined ? {} : position(lines, offset)), ...field };
  };

const position = (lines: LineCounter, offset: number): { line: number; column: number } => {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
};

interface Spot {
  readonly node: unknown;
  readonly offset: number | undefined;
}

/** The spot of a path, or of as much of it as there is. */
const found = (document: Document, path: Path): Spot & { readonly whole: boolean } => {
  let spot: Spot = { node: document.contents, offset: startOf(document.contents) };
  for (const key of path) {
    const below = child(document, spot.node, key);
    if (below === undefined) return { ...spot, whole: false };
    spot = below;
  }
  return { ...spot, whole: true };
};

const child = (document: Document, node: unknown, key: string | number): Spot | undefined => {
  const at = isAlias(node) ? node.resolve(document) : node;
  if (isSeq(at)) return itemOf(at.items[Number(key)]);
  if (!isMap(at)) return undefined;
  const named = (name: string) =>
    at.items.filter((pair) => isScalar(pair.key) && pair.key.source === name);
  const [pair] = named(String(key));
  if (pair !== undefined) return { node: pair.value, offset: startOf(pair.key) };
  return merged(
    document,
    named("<<").map(({ value }) => value),
    key,
  );
};

const itemOf = (node: unknown): Spot | undefined =>
  node === undefined ? undefined : { node, offset: startOf(node) };

/** A merge key's value is a map, an alias of one, or a list of these; the first that has the key wins. */
const merged = (
  document: Document,
  values: readonly unknown[],
  key: string | number,
): Spot | undefined =>
  values
    .flatMap((value) => (isSeq(value) ? value.items : [value]))
    .map((value) => child(document, value, key))
    .find((spot) => spot !== undefined);

const startOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);
