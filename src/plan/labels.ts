import type { FieldChange } from "../model/change.ts";
import { redactedEntry } from "../model/redacted.ts";
import type { Labels } from "../model/spec.ts";
import { fieldChange } from "./telling.ts";

interface Telling {
  /** What the fields begin with; labels unless said. */
  readonly prefix?: string;
  /** The wanted ones with `${NAME}` for each value from outside; themselves where there is none. */
  readonly told?: Labels | undefined;
  /** Both sides are told as they are. */
  readonly showValues?: boolean | undefined;
  /** Nothing of it ever comes from a variable, so what is declared no longer is told too. */
  readonly withoutVariables?: boolean;
}

/** The entries in which two maps of labels or options differ, as fields `prefix.key`, told without secrets. */
export const labelFields = (
  seen: Labels,
  wanted: Labels,
  { prefix = "labels", told = wanted, showValues, withoutVariables = false }: Telling = {},
): FieldChange[] =>
  [...new Set([...Object.keys(seen), ...Object.keys(wanted)])]
    .filter((key) => seen[key] !== wanted[key])
    .map((key) => {
      const redacted = { seen: safe(key, seen[key]), told: safe(key, told[key]) };
      const sides = { seen: seen[key], wanted: wanted[key], told: told[key] };
      const one = { field: `${prefix}.${key}`, ...sides, redacted, withoutVariables };
      return fieldChange(one, showValues);
    });

const safe = (key: string, value: string | undefined): string | undefined =>
  value === undefined ? undefined : redactedEntry(key, value);

/** Without the labels that say whose an object is: they are added when it is written. */
export const withoutOwnership = (labels: Labels): Labels =>
  Object.fromEntries(Object.entries(labels).filter(([key]) => !ownership.test(key)));

const ownership = /^(swarmspec|com\.docker\.stack)\./;
