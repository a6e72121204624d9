import { BadInput, type Place } from "../model/errors.ts";
import { defined } from "./defined.ts";

/** A BadInput whose place, hint and cause may be unknown. */
export const badInput = (problem: string, place?: Place, facts: Facts = {}): BadInput =>
  new BadInput(problem, defined({ ...facts, place }));

interface Facts {
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}
