import type { OutsideValue } from "../model/spec.ts";
import { asVariable } from "../model/variable.ts";
import type { Filling, Variables } from "./env-file.ts";
import type { Lookup } from "./interpolate.ts";

/** The variables of one stack: filled in for the swarm, and as people are told of them. */
export interface StackVariables {
  readonly real: Filling;
  /** With `${NAME}` for whatever comes from outside and is not empty. */
  readonly told: Filling;
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
  const lookupWith =
    (entry: Filling["entry"]): Lookup =>
    (name) => {
      if (Object.hasOwn(own, name)) return own[name];
      const value = from(name);
      return value === undefined ? undefined : entry(name, value);
    };
  const real = (name: string, value: string): string => {
    if (value !== "") used({ name, value });
    return value;
  };
  const told = (name: string, value: string) => (value === "" ? "" : asVariable(name));
  return {
    real: { lookup: lookupWith(real), entry: real },
    told: { lookup: lookupWith(told), entry: told },
  };
};
