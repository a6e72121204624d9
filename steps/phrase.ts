import { type DataTable, Given, Then, When } from "@cucumber/cucumber";
import type { SwarmWorld } from "./world.ts";

/** What docs/phrases.md says of a phrase; its example is its first use in the features. */
export interface Told {
  readonly keyword: "When" | "Then";
  readonly expression: string;
  readonly means: string;
}

export const told: Told[] = [];

type Code<Args extends readonly unknown[]> = (world: SwarmWorld, ...args: Args) => unknown;
type Argument = string | number | DataTable;

/** Defines a phrase that acts on the cluster. */
export const action = <Args extends readonly Argument[]>(
  expression: string,
  means: string,
  code: Code<Args>,
): void => define("When", { expression, means }, code);

/** Defines a phrase that judges what happened. */
export const outcome = <Args extends readonly Argument[]>(
  expression: string,
  means: string,
  code: Code<Args>,
): void => define("Then", { expression, means }, code);

const define = <Args extends readonly Argument[]>(
  keyword: Told["keyword"],
  phrase: Omit<Told, "keyword">,
  code: Code<Args>,
): void => {
  told.push({ keyword, ...phrase });
  const step = withLength(code.length - 1, function (this: SwarmWorld, ...args: Args) {
    return code(this, ...args);
  });
  (keyword === "When" ? When : Then)(phrase.expression, { timeout: patience }, step);
};

/** Defines a Given that describes a part of the cluster; `rows` is its table, if it has one. */
export const context = (
  expression: string,
  takes: number,
  code: (world: SwarmWorld, args: readonly Argument[]) => void,
): void => {
  const step = withLength(takes, function (this: SwarmWorld, ...args: Argument[]) {
    code(this, args);
  });
  Given(expression, step);
};

// A step may raise a cluster from nothing, images included; what it waits for has deadlines of its own.
const patience = 15 * 60 * 1000;

/** cucumber compares a step's number of parameters with its phrase, and does not look into rest parameters. */
const withLength = <F>(length: number, code: F): F =>
  Object.defineProperty(code, "length", { value: length }) as F;
