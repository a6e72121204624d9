/* Not by Math.min and Math.max of a spread list: with some hundred thousand entries, that throws a RangeError. */

/** The least of these; Infinity where there are none. */
export const least = (values: readonly number[]): number =>
  values.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);

/** The greatest of these; -Infinity where there are none. */
export const greatest = (values: readonly number[]): number =>
  values.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY);
