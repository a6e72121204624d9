import { fromNanoseconds, type Milliseconds, toNanoseconds } from "../model/units.ts";

/** A span as the engine takes it; absent stays absent. */
export const toWireSpan = (span: Milliseconds | undefined): number | undefined =>
  span === undefined ? undefined : toNanoseconds(span);

/** A span as the engine has it; absent stays absent. */
export const fromWireSpan = (ns: number | undefined): Milliseconds | undefined =>
  ns === undefined ? undefined : fromNanoseconds(ns);
