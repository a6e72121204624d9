import type { FieldChange } from "../model/change.ts";

/** One thing that is told of a field on both sides; absent where there is nothing. */
export interface Difference {
  readonly field: string;
  readonly seen: string | undefined;
  readonly wanted: string | undefined;
  /** What is wanted with `${NAME}` for each value from outside; the same where there is none. */
  readonly told: string | undefined;
  /** No value of that kind ever comes from a variable. */
  readonly withoutVariables?: boolean;
  /** What is seen and what is told, without what looks like a secret. */
  readonly redacted: { readonly seen: string | undefined; readonly told: string | undefined };
}

/** What stands for the old value of a field of which nobody knows where that value came from. */
const unshown = "(not shown)";

const absent = "(absent)";
const hidden = "(hidden)";

/**
 * A difference as people read it. Where a value from outside is wanted, its name is told, and nothing of what is there
 * now, which may be the variable's former value. Nor is that told of what anybody may have written, and no file declares.
 */
export const fieldChange = (one: Difference, showValues = false): FieldChange => {
  const { field, seen, wanted, told, redacted, withoutVariables = false } = one;
  if (showValues) return { field, seen: seen ?? absent, wanted: wanted ?? absent };
  const outside = told !== wanted;
  const mayHaveBeen = !withoutVariables && isFreeText(field) && isSilent(wanted);
  const covered = seen !== undefined && (outside || mayHaveBeen);
  return {
    field,
    seen: covered ? unshown : (redacted.seen ?? (seen === undefined ? absent : hidden)),
    wanted: redacted.told ?? unnamed(one),
  };
};

/** What is said where the field's own name was from outside, or looked like a secret. */
const unnamed = ({ wanted, told }: Difference): string => {
  if (wanted === undefined) return absent;
  return told === wanted ? hidden : "(from a variable)";
};

/** Free text, which the file may have had from a variable before, or from one that is empty now. */
const isFreeText = (field: string): boolean => free.some((pattern) => pattern.test(field));

const free = [
  /^(environment|containerLabels|sysctls|dns)\.|(^|\.)(labels|options)\./,
  /^(command|entrypoint|healthcheck\.test|hostname|user|workingDir|hosts)$/,
  /^(capAdd|capDrop|credential|constraints|preferences)$/,
];

const isSilent = (wanted: string | undefined): boolean =>
  !wanted || /^\((absent|from the image|none|unset|the container's id)\)$/.test(wanted);

/** A difference on one line. */
export const fieldLine = ({ field, seen, wanted }: FieldChange): string =>
  seen === unshown && !isSilent(wanted)
    ? `${field}: ${wanted} (changed)`
    : `${field}: ${seen} -> ${wanted}`;
