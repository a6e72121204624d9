import { lstatSync, realpathSync, rmSync, type Stats, statSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { belongs, isOurs, makeFolder, unsafe, walked } from "../host/own-folder.ts";
import { BadInput } from "../model/errors.ts";

/**
 * The real path of a folder of the user's project, made if need be. It may be a link, and lead out, if the user or
 * root made it so. Who owns the project may own it too: what is run there is his already. Modes are not asked, as a
 * project may be a group's, and some file systems show all as open. Throws BadInput.
 */
export const projectFolder = (project: string, ...path: readonly string[]): string => {
  const from = realpathSync(project);
  const owner = statSync(from).uid;
  const refuse = (seen: Stats): string | undefined => {
    if (!seen.isDirectory() && !seen.isSymbolicLink()) return "is no folder";
    return isOurs(seen) || (seen.isDirectory() && seen.uid === owner) ? undefined : belongs(seen);
  };
  const wanted = resolve(from, ...path);
  const isWithin = !relative(from, wanted).startsWith("..");
  return walked(wanted, { refuse, make, ...(isWithin && { from }) });
};

/** A folder in one that projectFolder gave, empty whatever was there; what a link led to is left alone. */
export const emptyFolder = (above: string, name: string): string => {
  const path = join(above, name);
  return written(path, () => {
    rmSync(path, { recursive: true, force: true });
    makeFolder(path, 0o755);
    return path;
  });
};

/** Puts a new file in a place that clearedFile has cleared. Throws BadInput where that cannot be; half of it is none. */
export const putFile = (path: string, text: string): void => {
  const isNew = clearedFile(path);
  try {
    written(path, () => writeFileSync(path, text, { flag: isNew ? "wx" : "w" }));
  } catch (error) {
    if (isNew && !isThere(error)) rmSync(path, { force: true });
    throw error;
  }
};

/** Somebody else's, who was faster. */
const isThere = (error: unknown): boolean =>
  /EEXIST/.test(String(error instanceof Error ? error.message : error));

/**
 * Removes the file of an earlier run, so that nothing is written through what another user has put in its place.
 * A link of the user's own stays, and is written through. Returns whether nothing is there. Throws BadInput.
 */
export const clearedFile = (path: string): boolean => {
  const seen = lstatSync(path, { throwIfNoEntry: false });
  if (seen?.isSymbolicLink() && !isOurs(seen)) throw unsafe(path, belongs(seen));
  if (seen?.isSymbolicLink()) return false;
  written(path, () => rmSync(path, { force: true }));
  return true;
};

const make = (path: string): void => makeFolder(path, 0o755);

const written = <T>(path: string, write: () => T): T => {
  try {
    return write();
  } catch (cause) {
    throw new BadInput(`cannot write ${path}: ${(cause as Error).message}`, { cause });
  }
};
