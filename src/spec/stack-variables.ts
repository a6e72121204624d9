import type { Place } from "../model/errors.ts";
import type { OutsideValue } from "../model/spec.ts";
import { asVariable } from "../model/variable.ts";
import type { Filling, Variables } from "./env-file.ts";
import { interpolate, interpolatedByName, type Lookup } from "./interpolate.ts";

/** How the variables of one stack are filled in. */
export interface Filler extends Filling {
  /** A text of the stack file with its variables filled in; throws BadInput. */
  readonly text: (written: string, place?: Place) => string;
}

/** The variables of one stack: filled in for the swarm, and as people are told of them. */
export interface StackVariables {
  readonly real: Filler;
  /** With the names of variables for whatever comes from outside. */
  readonly told: Filler;
}

interface Sources {
  /** The stack's own, which stand in the feature. */
  readonly own: Variables;
  /** Those of env files and of the environment, the first that has one winning. */
  readonly outside: readonly Readonly<Record<string, string | undefined>>[];
  /** Hears of each value from outside that is used. */
  readonly used: (value: OutsideValue) => void;
}

export const stackVariables = ({ own, outside, used }: Sources): StackVariables => {
  const known = outside.map((all) => new Map(Object.entries(all)));
  const from = (name: string) => known.find((all) => all.get(name) !== undefined)?.get(name);
  const isOutside = (name: string) => !Object.hasOwn(own, name);
  const lookupWith =
    (entry: Filling["entry"]): Lookup =>
    (name) => {
      if (!isOutside(name)) return own[name];
      const value = from(name);
      return value === undefined ? undefined : entry(name, value);
    };
  const real = (name: string, value: string): string => {
    if (value !== "") used({ name, value });
    return value;
  };
  const told = (name: string, value: string) => (value === "" ? "" : asVariable(name));
  const lookup = lookupWith(real);
  const filledIn = (written: string, place?: Place) => interpolate(written, lookup, place);
  return {
    real: { lookup, entry: real, text: filledIn },
    told: {
      lookup: lookupWith(told),
      entry: told,
      text: (written) => interpolatedByName(written, lookup, isOutside),
    },
  };
};
