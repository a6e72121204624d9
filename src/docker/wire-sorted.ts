/** Sorted by code unit, not by locale: two machines have to agree on the order. Equal keys keep theirs. */
export const sortedBy = <Item>(
  items: readonly Item[],
  key: (item: Item) => string | number,
): readonly Item[] => items.toSorted((a, b) => (key(a) < key(b) ? -1 : Number(key(a) > key(b))));
