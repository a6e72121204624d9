import type { FieldChange } from "../model/change.ts";
import type { Labels } from "../model/spec.ts";
import { redacted } from "../model/redacted.ts";

/** The entries in which two maps of labels or options differ, as fields `prefix.key`. */
export const labelFields = (seen: Labels, wanted: Labels, prefix = "labels"): FieldChange[] =>
  [...new Set([...Object.keys(seen), ...Object.keys(wanted)])]
    .filter((key) => seen[key] !== wanted[key])
    .map((key) => ({
      field: `${prefix}.${key}`,
      seen: shown(seen[key]),
      wanted: shown(wanted[key]),
    }));

/** Without the labels that say whose an object is: they are added when it is written. */
export const withoutOwnership = (labels: Labels): Labels =>
  Object.fromEntries(Object.entries(labels).filter(([key]) => !ownership.test(key)));

const ownership = /^(swarmspec|com\.docker\.stack)\./;

const shown = (value: string | undefined): string =>
  value === undefined ? "(absent)" : redacted(value);
