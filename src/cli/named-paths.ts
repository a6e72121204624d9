import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { basename, relative, resolve } from "node:path";
import { BadInput } from "../model/errors.ts";
import type { FeatureText } from "../spec/gherkin.ts";
import type { Around } from "./around.ts";
import { featuresIn, isFeature } from "./features-in.ts";

/** A path as somebody named it, and what it leads to. */
export interface NamedPath {
  readonly path: string;
  /** Feature files, relative to the working directory. */
  readonly files: readonly string[];
  /** Where the scenarios begin that are meant; all are, if there is none. */
  readonly lines: readonly number[];
}

type Where = Pick<Around, "cwd">;

/**
 * What is at these paths, `features` if there are none: folders are searched through, behind a file may stand the
 * lines of its scenarios, and `@FILE` is what the lines of that file name. What is there by its name is no pattern:
 * `[wip].feature` is the file of that name. Throws BadInput for a path that leads nowhere.
 */
export const namedPaths = (paths: readonly string[], around: Where): readonly NamedPath[] =>
  (paths.length === 0 ? ["features"] : paths)
    .flatMap((path) => (isRerun(path) ? rerun(path, around) : [path]))
    .map((path) => namedPath(path, around));

/** The features at these paths, read: with the lines that are named, unless all of a file is. Throws BadInput. */
export const featureTexts = (
  paths: readonly string[],
  around: Where,
  language?: string,
): readonly FeatureText[] => {
  const byFile = Map.groupBy(
    namedPaths(paths, around).flatMap(({ files, lines }) => files.map((file) => ({ file, lines }))),
    ({ file }) => file,
  );
  return [...byFile].map(([path, named]) => ({
    path,
    text: textAt(path, around),
    ...(named.every(({ lines }) => lines.length > 0) && {
      lines: named.flatMap(({ lines }) => lines),
    }),
    ...(language !== undefined && { language }),
  }));
};

/** As cucumber's own formatter `rerun` writes it. */
const isRerun = (path: string): boolean =>
  basename(path).startsWith("@") && !isFeature(withoutLines(path)[0]);

const rerun = (path: string, around: Where): readonly string[] => {
  const lines = textAt(path, around).split("\n");
  const named = lines.map((line) => line.trim()).filter((line) => line !== "");
  if (named.length > 0) return named;
  throw new BadInput(`${path} names nothing`);
};

const namedPath = (path: string, { cwd }: Where): NamedPath => {
  const isThere = (one: string): boolean => existsSync(resolve(cwd, one));
  const [file, lines] = isThere(path) ? [path, []] : withoutLines(path);
  const met = isThere(file) ? [file] : metBy(file, cwd);
  if (met.length === 0) throw new BadInput(`there is no feature at ${file}`);
  const found = met.flatMap((one) => filesAt(resolve(cwd, one), one === file));
  const files = [...new Set(found)].map((one) => relative(cwd, one));
  const [lost] = files.filter((one) => !isThere(one));
  if (lost !== undefined) throw new BadInput(`${lost} is a link that leads nowhere`);
  return { path, files, lines };
};

/** What cannot be a path, being too long, say, meets nothing either. */
const metBy = (pattern: string, cwd: string): readonly string[] => {
  try {
    return globSync(pattern, { cwd }).toSorted();
  } catch {
    return [];
  }
};

const withoutLines = (path: string): [string, number[]] => {
  const [lines = ""] = /(:\d+)*$/.exec(path) ?? [];
  return [path.slice(0, path.length - lines.length), lines.split(":").slice(1).map(Number)];
};

/** Whoever names a file by its name means it, whatever that is; a pattern may meet others. */
const filesAt = (path: string, isNamed: boolean): readonly string[] => {
  if (existsSync(path) && statSync(path).isDirectory()) return featuresIn(path);
  return isNamed || isFeature(path) ? [path] : [];
};

const textAt = (path: string, { cwd }: Where): string => {
  try {
    return readFileSync(resolve(cwd, path), "utf8");
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new BadInput(`${path} cannot be read: ${why}`, { cause });
  }
};
