import fc, { type Arbitrary } from "fast-check";
import { milliseconds } from "../model/units.ts";

export type Fields<Record> = { [Key in keyof Record]-?: Arbitrary<NonNullable<Record[Key]>> };

/** Records of which every optional key may be absent; a key of the type that is forgotten does not compile. */
export const partial = <Type extends object>(
  fields: Fields<Type>,
  requiredKeys: (keyof Type)[] = [],
): Arbitrary<Type> =>
  fc.record<Record<string, unknown>>(fields as Record<string, Arbitrary<unknown>>, {
    requiredKeys: requiredKeys as string[],
    noNullPrototype: true,
  }) as Arbitrary<Type>;

export const unique = <Item>(item: Arbitrary<Item>, selector: (item: Item) => unknown) =>
  fc.uniqueArray(item, { selector, maxLength: 3 });

export const word = fc.stringMatching(/^[a-z]{1,6}$/);
export const words = fc.array(word, { maxLength: 3 });
export const path = fc.stringMatching(/^(\/[a-z]{1,4}){1,2}$/);
export const span = fc.integer({ min: 0, max: 86_400_000 }).map(milliseconds);
export const count = fc.integer({ min: 0, max: 9 });
export const labels = fc.dictionary(word, word, { maxKeys: 3, noNullPrototype: true });
