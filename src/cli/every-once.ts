/** The first of each that are alike. */
export const everyOnce = <One>(all: readonly One[], likeness: (one: One) => string): One[] => {
  const known = new Map<string, One>();
  for (const one of all) if (!known.has(likeness(one))) known.set(likeness(one), one);
  return [...known.values()];
};
