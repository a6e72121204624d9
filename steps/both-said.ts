import { isDeepStrictEqual } from "node:util";

/** The words after "Ignoring unsupported options:" and the lines after "Ignoring deprecated options:". */
export const ignoredIn = (said: string): readonly string[] =>
  said
    .split("\n")
    .flatMap((line) => /Ignoring unsupported options: (.*)$/.exec(line)?.[1]?.split(", ") ?? [])
    .concat([...said.matchAll(/^(\w+): .*$/gm)].map(([, key = ""]) => key))
    .filter((option) => option !== "")
    .map((option) => option.trim());

/** A line per value that is not the same on both sides, with the path that leads to it. */
export const differencesOf = (docker: unknown, ours: unknown): string[] => {
  if (isDeepStrictEqual(docker, ours)) return [];
  const [theirs, own] = [valuesIn(docker), valuesIn(ours)];
  return [...new Set([...theirs.keys(), ...own.keys()])]
    .filter((path) => theirs.get(path) !== own.get(path))
    .map((path) => `${path}: docker ${theirs.get(path)}, swarmspec ${own.get(path)}`);
};

const valuesIn = (value: unknown, path: readonly string[] = []): Map<string, string> => {
  const isWhole = typeof value !== "object" || value === null || Object.keys(value).length === 0;
  if (isWhole) return new Map([[path.join("."), JSON.stringify(value)]]);
  return new Map(
    Object.entries(value).flatMap(([key, below]) => [...valuesIn(below, [...path, key])]),
  );
};
