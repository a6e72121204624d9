import type { Place } from "../model/errors.ts";
import type { Context } from "./context.ts";
import type { Draft } from "./draft.ts";

/** A Given that describes a part of a cluster. */
export interface Phrase {
  /** A cucumber expression. */
  readonly expression: string;
  /** The step as a feature has it, with its table. */
  readonly example: string;
  /** One sentence for docs/phrases.md. */
  readonly means: string;
  /** A new draft that also says this; throws BadInput. */
  readonly apply: (draft: Draft, said: Said, context: Context) => Draft;
}

/** Whether a table stands below it. */
export const hasTable = ({ example }: Phrase): boolean => example.includes("|");

/** One use of a phrase: its parsed arguments, its table, and where it stands. */
export interface Said {
  readonly args: readonly unknown[];
  readonly rows?: readonly (readonly string[])[] | undefined;
  readonly place?: Place | undefined;
  /** The place of each row of the table, its header included; the step's own place stands in. */
  readonly rowPlaces?: readonly Place[] | undefined;
}

/** The string argument at an index; anything else is a mistake in the step definition. */
export const textAt = (said: Said, index: number): string => {
  const value = said.args[index];
  if (typeof value !== "string") throw new TypeError(`argument ${index + 1} is not a string`);
  return value;
};

/** The number argument at an index; anything else is a mistake in the step definition. */
export const numberAt = (said: Said, index: number): number => {
  const value = said.args[index];
  if (typeof value !== "number") throw new TypeError(`argument ${index + 1} is not a number`);
  return value;
};
