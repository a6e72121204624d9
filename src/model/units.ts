declare const unit: unique symbol;

type Branded<Base, Unit extends string> = Base & { readonly [unit]: Unit };

/** A span of time in milliseconds. */
export type Milliseconds = Branded<number, "ms">;

export const milliseconds = (n: number): Milliseconds => n as Milliseconds;
export const seconds = (n: number): Milliseconds => milliseconds(n * 1000);

/** A whole number; a bigint where a number has not all its digits. */
export type Whole = number | bigint;

/** Docker's wire unit for spans of time: nanoseconds, as a whole number. */
export const toNanoseconds = (span: Milliseconds): number => Math.round(span * 1e6);
export const fromNanoseconds = (ns: number): Milliseconds => milliseconds(ns / 1e6);

/** An identifier that a swarm gave out, never one of our own names. */
export type Id<Kind extends string> = Branded<string, Kind>;

export const id = <Kind extends string>(text: string): Id<Kind> => text as Id<Kind>;
