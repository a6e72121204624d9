import type { BadInput } from "../model/errors.ts";
import { badInput } from "./bad-input.ts";
import type { Context } from "./context.ts";
import type { Lookup } from "./interpolate.ts";
import type { StackSource } from "./stack-source.ts";
import type { Path } from "./yaml-source.ts";

/** What every part of one tenant's stack file is converted against. */
export interface Scope extends StackSource {
  /** The stack's name, which is the tenant's. */
  readonly stack: string;
  /** The folder of the stack file, as an absolute path: relative paths in it start there. */
  readonly folder: string;
  readonly lookup: Lookup;
  readonly read: Context["read"];
}

/** A BadInput at a key of the stack file. */
export const badKey = (
  scope: Scope,
  path: Path,
  said: { problem: string; hint?: string },
): BadInput => badInput(said.problem, scope.placeOf(path), { hint: said.hint });

/** A name of the stack's own, as `docker stack deploy` makes it: `stack_name`. */
export const ownName = (scope: Scope, name: string): string => `${scope.stack}_${name}`;
