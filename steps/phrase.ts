import { type DataTable, setDefaultTimeout } from "@cucumber/cucumber";
import type { SwarmWorld } from "./world.ts";

/** What docs/phrases.md says of a phrase; its example is its first use in the features. */
export interface Told {
  readonly keyword: "When" | "Then";
  readonly expression: string;
  readonly means: string;
}

/** What cucumber keeps beside a phrase: whether it acts or judges, and one sentence for docs/phrases.md. */
interface Role {
  readonly wrapperOptions: Omit<Told, "expression">;
}

/** Marks a phrase that acts on the cluster. */
export const acts = (means: string): Role => ({ wrapperOptions: { keyword: "When", means } });

/** Marks a phrase that judges what happened. */
export const holds = (means: string): Role => ({ wrapperOptions: { keyword: "Then", means } });

/** The phrases that act and judge, of what cucumber's loadSupport returned, in the order in which they are defined. */
export const toldIn = (support: object): readonly Told[] =>
  (support as Library).stepDefinitions.flatMap(({ pattern, options }) => {
    const { keyword, means } = options.wrapperOptions ?? {};
    const isTold = keyword !== undefined && means !== undefined && typeof pattern === "string";
    return isTold ? [{ keyword, expression: pattern, means }] : [];
  });

/** What is told of a library's steps nowhere in the types that cucumber publishes. */
interface Library {
  readonly stepDefinitions: readonly {
    readonly pattern: string | RegExp;
    readonly options: { readonly wrapperOptions?: Partial<Role["wrapperOptions"]> };
  }[];
}

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
