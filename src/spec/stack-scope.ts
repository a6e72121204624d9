import type { BadInput, Place } from "../model/errors.ts";
import { badInput } from "./bad-input.ts";
import type { Context } from "./context.ts";
import type { Filling } from "./env-file.ts";
import type { LoadedStack } from "./stack-loaded.ts";
import type { StackSource } from "./stack-source.ts";
import type { Path } from "./yaml-source.ts";

/** What the files of one stack are read against. */
interface Surroundings extends Filling {
  /** The folder of the first stack file, as an absolute path: relative paths start there. */
  readonly folder: string;
  /** What ~ stands for. */
  readonly home: () => string | undefined;
  readonly read: Context["read"];
  /** A path as messages show it. */
  readonly show: (path: string) => string;
}

/** One stack file while it is loaded. */
export interface Reading extends StackSource, Surroundings {}

/** What every part of a stack is converted against. */
export interface Scope extends Surroundings {
  readonly stack: string;
  /** All its files merged. */
  readonly file: LoadedStack;
  /** Where a key is written: in the last file that has it. */
  readonly placeOf: (path: Path) => Place;
}

/** A BadInput at a key of the stack file. */
export const badKey = (
  { placeOf }: { readonly placeOf: (path: Path) => Place },
  path: Path,
  said: { readonly problem: string; readonly hint?: string },
): BadInput => badInput(said.problem, placeOf(path), { hint: said.hint });

/** A name of the stack's own, as `docker stack deploy` makes it: `stack_name`. */
export const ownName = ({ stack }: Scope, name: string): string => `${stack}_${name}`;

/** Where a key is written in several files: in the last one that has it, or has the most of its path. */
export const placeIn = (sources: readonly StackSource[], path: Path): Place => {
  const source = sources.findLast(({ has }) => has(path));
  if (source !== undefined) return source.placeOf(path);
  const [first] = sources;
  if (path.length === 0) return { file: first?.shown ?? "" };
  return { ...placeIn(sources, path.slice(0, -1)), field: path.join(".") };
};
