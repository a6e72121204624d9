/** Things by their names; of several with one name the first, as a search would find it. */
export const byName = <Thing>(
  things: readonly Thing[],
  nameOf: (thing: Thing) => string,
): ReadonlyMap<string, Thing> =>
  new Map(things.toReversed().map((thing) => [nameOf(thing), thing]));
