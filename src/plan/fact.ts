/** One thing that a service says, as a person reads it; equal facts are equal words. */
export type Fact = readonly [field: string, value: string];

/** A fact per key. */
export const each = (field: string, values: Readonly<Record<string, string>> = {}): Fact[] =>
  Object.entries(values).map(([key, value]) => [`${field}.${key}`, value]);
