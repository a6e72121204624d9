/**
 * What takes an engine's rules out of a table, as arguments of iptables, from the lines of `iptables -S`. An engine's
 * are the chains whose names begin with DOCKER, and what leads to them or is about its bridges; it writes none with a
 * comment, so whatever is quoted is somebody else's.
 */
export const rulesLeftIn = (rules: readonly string[]): readonly (readonly string[])[] => {
  const chains = rules.flatMap((rule) => /^-N (DOCKER\S*)$/.exec(rule)?.[1] ?? []);
  const leading = rules
    .filter((rule) => rule.startsWith("-A ") && !rule.includes('"'))
    .map((rule) => rule.split(" ").slice(1))
    .filter(([chain = "", ...words]) => !chains.includes(chain) && words.some(isEngines));
  return [
    ...leading.map((words) => ["-D", ...words]),
    ...chains.map((chain) => ["-F", chain]),
    ...chains.map((chain) => ["-X", chain]),
  ];
};

const isEngines = (word: string): boolean => /^(DOCKER.*|docker0|br-[0-9a-f]{12})$/.test(word);
