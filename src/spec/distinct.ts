import type { ErrorObject } from "ajv";

/**
 * JSON schema's uniqueItems, for lists of texts and maps: ajv compares each map with each, which takes minutes for a
 * range of ports that is written out. Its error is told as one of uniqueItems.
 */
export const distinct = (items: readonly unknown[]): boolean => {
  const first = new Map<string, number>();
  for (const [j, item] of items.entries()) {
    const text = JSON.stringify(sorted(item));
    const i = first.get(text);
    if (i !== undefined) return refused({ i, j });
    first.set(text, j);
  }
  distinct.errors = [];
  return true;
};

/** Where ajv looks for them, as it does in a check of its own. */
distinct.errors = [] as Partial<ErrorObject>[];

const refused = (params: { readonly i: number; readonly j: number }): false => {
  distinct.errors = [{ keyword: "uniqueItems", params }];
  return false;
};

/** The order in which a map is written says nothing. */
const sorted = (item: unknown): unknown =>
  typeof item === "object" && item !== null ? Object.entries(item).sort() : item;
