import type { Mark, Node } from "yaml-js/lib/nodes.js";
import type { Place } from "../model/errors.ts";
import { badInput } from "./bad-input.ts";
import { dataOf, isMerge, mergedMaps, NodeProblem } from "./yaml-data.ts";
import { GoLoader, MarkedYAMLError } from "./yaml-loader.ts";

export type Path = readonly (string | number)[];

/** A YAML text as plain data, and where in the text each of its keys stands. */
export interface YamlSource {
  /** Numbers and dates that JavaScript has no value for are OddScalars. */
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

/** Reads the first YAML document of a text as Docker does, with Go's yaml.v3. Syntax errors are BadInput. */
export const loadYaml = (text: string, file: string): YamlSource => {
  try {
    const root = new GoLoader(text).firstDocument();
    return {
      data: root === undefined ? null : dataOf(root),
      placeOf: placesIn(root, file),
      has: (path) => found(root, path).whole,
    };
  } catch (error) {
    throw notYaml(error, file);
  }
};

const notYaml = (error: unknown, file: string): unknown => {
  if (error instanceof NodeProblem)
    return badInput(
      `not YAML: ${error.message}`,
      { file, ...position(error.node.start_mark) },
      error,
    );
  if (!(error instanceof MarkedYAMLError)) return error;
  const { problem = "", problem_mark: at, context_mark: around } = error;
  return badInput(`not YAML: ${bare(problem)}`, { file, ...position(at ?? around ?? undefined) });
};

/** The library repeats what stands there, and that may be a password that begins with @ or %. */
const bare = (problem: string): string =>
  problem
    .replace(/,? but (?:found|got) (?!<).*$/s, "")
    .replace(
      /^found character .* that cannot start any token$/s,
      "nothing can begin so: put it into quotes",
    )
    .replace(/^(found undefined tag handle|found unknown directive).*$/s, "$1");

const placesIn =
  (root: Node | undefined, file: string) =>
  (path: Path): Place => {
    const field = path.length === 0 ? {} : { field: path.join(".") };
    return { file, ...position(found(root, path).mark), ...field };
  };

const position = (mark: Mark | undefined) =>
  mark === undefined ? {} : { line: mark.line + 1, column: mark.column + 1 };

interface Spot {
  readonly node: Node | undefined;
  readonly mark: Mark | undefined;
}

/** The spot of a path, or of as much of it as there is. */
const found = (root: Node | undefined, path: Path): Spot & { readonly whole: boolean } => {
  let spot: Spot = { node: root, mark: root?.start_mark };
  for (const key of path) {
    const below = spot.node && child(spot.node, key);
    if (below === undefined) return { ...spot, whole: false };
    spot = below;
  }
  return { ...spot, whole: true };
};

const child = (node: Node, key: string | number): Spot | undefined => {
  if (node.id === "scalar") return undefined;
  if (node.id === "sequence") return itemOf(node.value[Number(key)]);
  const own = node.value.find(([{ value }]) => value === String(key));
  if (own !== undefined) return { node: own[1], mark: own[0].start_mark };
  return node.value
    .filter(([one]) => isMerge(one))
    .flatMap(([, value]) => mergedMaps(value))
    .map((base) => child(base, key))
    .find((spot) => spot !== undefined);
};

const itemOf = (node: Node | undefined): Spot | undefined =>
  node && { node, mark: node.start_mark };
