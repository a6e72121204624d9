import { existsSync, readdirSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { BadInput } from "../model/errors.ts";
import type { Around } from "./around.ts";

/** A path as somebody named it, and what it leads to. */
export interface NamedPath {
  readonly path: string;
  /** Feature files, relative to the working directory. */
  readonly files: readonly string[];
  /** Where the scenarios begin that are meant; all are, if there is none. */
  readonly lines: readonly number[];
}

/**
 * What is at these paths, `features` if there are none: folders are searched through, and behind a file may stand
 * the lines of its scenarios. Paths are no patterns: `[wip].feature` is the file of that name. Throws BadInput for
 * a path that leads nowhere.
 */
export const namedPaths = (
  paths: readonly string[],
  around: Pick<Around, "cwd">,
): readonly NamedPath[] =>
  (paths.length === 0 ? ["features"] : paths).map((path) => namedPath(path, around));

const namedPath = (path: string, { cwd }: Pick<Around, "cwd">): NamedPath => {
  const [file, lines] = existsSync(resolve(cwd, path)) ? [path, []] : withoutLines(path);
  const files = filesAt(resolve(cwd, file), file).map((one) => relative(cwd, one));
  return { path, files, lines };
};

const withoutLines = (path: string): [string, number[]] => {
  const [lines = ""] = /(:\d+)*$/.exec(path) ?? [];
  return [path.slice(0, path.length - lines.length), lines.split(":").slice(1).map(Number)];
};

const filesAt = (path: string, asWritten: string): readonly string[] => {
  if (!existsSync(path)) throw new BadInput(`there is no feature at ${asWritten}`);
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.feature(\.md)?$/.test(name))
    .toSorted()
    .map((name) => join(path, name));
};
