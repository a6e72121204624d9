import { type DataTable, setDefaultTimeout } from "@cucumber/cucumber";
import type { SwarmWorld } from "./world.ts";

/** What docs/phrases.md says of a phrase; its example is its first use in the features. */
export interface Told {
  readonly keyword: "When" | "Then";
  readonly expression: string;
  readonly means: string;
}

export const told: Told[] = [];

/** The expression of a phrase that acts on the cluster, and what it means. */
export const acts = (expression: string, means: string): string => {
  told.push({ keyword: "When", expression, means });
  return expression;
};

/** The expression of a phrase that judges what happened, and what it means. */
export const holds = (expression: string, means: string): string => {
  told.push({ keyword: "Then", expression, means });
  return expression;
};

type Argument = string | number | DataTable;

/** A step whose world is its first parameter, instead of `this`. */
export const by = <Args extends readonly Argument[]>(
  code: (world: SwarmWorld, ...args: Args) => unknown,
) =>
  withLength(Math.max(0, code.length - 1), function (this: SwarmWorld, ...args: Args) {
    return code(this, ...args);
  });

/** cucumber compares a step's number of parameters with its phrase, and does not look into rest parameters. */
export const withLength = <F>(length: number, code: F): F =>
  Object.defineProperty(code, "length", { value: length }) as F;

// A step may raise a cluster from nothing, images included; what it waits for has deadlines of its own.
setDefaultTimeout(15 * 60 * 1000);
