/** Capabilities of a container as two lists, in whatever form they were written. */
export interface Capabilities {
  readonly capAdd?: readonly string[];
  readonly capDrop?: readonly string[];
}

/**
 * The capabilities in force, as docker writes them: `CAP_NAME`, sorted, each once, ALL in place of
 * the rest, and none dropped that is added. (docker/cli opts.EffectiveCapAddCapDrop)
 */
export const effectiveCapabilities = ({
  capAdd = [],
  capDrop = [],
}: Capabilities): Required<Capabilities> => {
  const added = setOf(capAdd);
  return { capAdd: added, capDrop: setOf(capDrop).filter((name) => !added.includes(name)) };
};

const setOf = (names: readonly string[]): string[] => {
  const set = new Set(names.map(fullName));
  return set.has("ALL") ? ["ALL"] : [...set].filter((name) => name !== "RESET").sort();
};

const fullName = (written: string): string => {
  const name = written.trim().toUpperCase();
  return name === "ALL" || name === "RESET" || name.startsWith("CAP_") ? name : `CAP_${name}`;
};
