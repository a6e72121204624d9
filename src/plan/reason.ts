import type { FieldChange } from "../model/change.ts";

/** What differs as a clause, for example "image and replicas differ"; each field is named once. */
export const reasonFor = (fields: readonly FieldChange[]): string => {
  const names = [...new Set(fields.map(({ field }) => field.split(".", 1)[0] ?? field))];
  const last = names.at(-1) ?? "";
  if (names.length > 1) return `${names.slice(0, -1).join(", ")} and ${last} differ`;
  return `${last} ${last.endsWith("s") ? "differ" : "differs"}`;
};
