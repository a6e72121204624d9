import { lstatSync, mkdirSync, readlinkSync, type Stats } from "node:fs";
import { join, resolve } from "node:path";
import { BadInput } from "../model/errors.ts";

/**
 * The real path of a folder below `base` into which nobody but this user and root can put anything; what is missing
 * is made, with mode 0700. Links on the way to `base` are followed where root or the user made them, below it none is.
 * Throws BadInput with what is wrong, and with which folder.
 */
export const ownFolder = (base: string, ...names: readonly string[]): string =>
  names.reduce((above, name) => own(join(above, name)), walked(base, [me()]));

/** Where a path leads that nobody but root and these users can change on the way. Throws BadInput as ownFolder does. */
const walked = (path: string, users: readonly (number | undefined)[]): string => {
  const ahead = partsOf(resolve(path));
  let at = "/";
  for (let links = 0; ahead.length > 0; ) {
    const here = join(at, ahead.shift() as string);
    const seen = there(here);
    if (!isOf(users, seen)) throw unsafe(here, `belongs to user ${seen.uid}`);
    if (seen.isSymbolicLink()) {
      links++;
      if (links > mostLinks) throw unsafe(here, "leads in a circle");
      const to = readlinkSync(here);
      if (to.startsWith("/")) at = "/";
      ahead.unshift(...partsOf(to));
    } else {
      refuseUnfit(here, seen, { isShared: isWritable(seen) && !isSticky(seen) });
      at = here;
    }
  }
  return at;
};

/** As the kernel does. */
const mostLinks = 40;

const partsOf = (path: string): string[] => path.split("/").filter((part) => part !== "");

/** In a folder of ours others have no business at all: a sticky bit is not enough. */
const own = (path: string): string => {
  const seen = there(path);
  if (seen.isSymbolicLink()) throw unsafe(path, "is a link");
  if (!isOf([me()], seen)) throw unsafe(path, `belongs to user ${seen.uid}`);
  refuseUnfit(path, seen, { isShared: isWritable(seen) });
  return path;
};

const refuseUnfit = (path: string, seen: Stats, { isShared }: { isShared: boolean }): void => {
  if (!seen.isDirectory()) throw unsafe(path, "is no folder");
  if (isShared) throw unsafe(path, "can be written by other users");
};

const me = (): number | undefined => process.getuid?.();

const isOf = (users: readonly (number | undefined)[], { uid }: Stats): boolean =>
  uid === 0 || users.includes(uid);

const isWritable = ({ mode }: Stats): boolean => (mode & 0o022) !== 0;

const isSticky = ({ mode }: Stats): boolean => (mode & 0o1000) !== 0;

/** What is at a path, a new folder if nothing was. Who makes it in between is looked at like anybody. */
const there = (path: string): Stats => {
  try {
    const seen = lstatSync(path, { throwIfNoEntry: false });
    if (seen !== undefined) return seen;
    makeFolder(path);
    return lstatSync(path);
  } catch (cause) {
    throw new BadInput(`cannot use the folder ${path}: ${(cause as Error).message}`, { cause });
  }
};

const makeFolder = (path: string): void => {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
};

const unsafe = (path: string, why: string): BadInput =>
  new BadInput(`${path} is no safe place for files of swarmspec: it ${why}`, {
    hint: "nobody but you and root may be able to change it, or a folder above it",
  });
