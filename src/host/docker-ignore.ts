import dockerignore from "@balena/dockerignore";
import { BadInput } from "../model/errors.ts";
import type { Rules } from "./folder-entries.ts";

/** What a .dockerignore leaves out of an image's folder; throws BadInput at the line of what is no pattern. */
export const rulesIn = (text: string, file: string): Rules => {
  const patterns = text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .map(asPackaged);
  for (const [index, pattern] of patterns.entries())
    if (!isPattern(pattern))
      throw new BadInput("this is no pattern", {
        place: { file, line: index + 1 },
        hint: "close its brackets, or write \\[ for one that is part of a name",
      });
  const rules = dockerignore.default({ ignorecase: false }).add(patterns);
  return {
    leavesOut: (name) => !alwaysSent.includes(name) && rules.ignores(name),
    hasExceptions: patterns.some((pattern) => pattern.trim().startsWith("!")),
  };
};

/** The engine needs both to begin with, and leaves them out itself where they are named. */
const alwaysSent: readonly string[] = ["Dockerfile", ".dockerignore"];

/** The package hands these characters on to a regular expression, where Docker takes them as they are. */
const asPackaged = (line: string): string =>
  line
    .replaceAll(/\\.|[+(){}|]/g, (found) => (found.length > 1 ? found : `\\${found}`))
    // One says the same, and does not take the square of the time.
    .replaceAll(/(?:\*\*\/)+/g, "**/");

const isPattern = (text: string): boolean => {
  try {
    dockerignore.default().add(text).ignores("any");
    return true;
  } catch {
    return false;
  }
};
