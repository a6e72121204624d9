import { lstatSync, mkdirSync, mkdtempSync, readlinkSync, type Stats } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { BadInput } from "../model/errors.ts";

/**
 * The real path of a folder below `base` into which nobody but this user and root can put anything; what is missing
 * is made, with mode 0700. Links on the way to `base` are followed where root or the user made them, below it none is.
 * Throws BadInput with what is wrong, and with which file or folder.
 */
export const ownFolder = (base: string, ...names: readonly string[]): string =>
  names.reduce(
    (above, name) => own(join(above, named(name)), privately),
    walked(base, { refuse: notOurs, make: privately }),
  );

/** The same folder, if it is there and open to us; makes nothing. Throws as ownFolder does. */
export const standingFolder = (base: string, ...names: readonly string[]): string | undefined => {
  try {
    return names.reduce(
      (above, name) => own(join(above, named(name)), nothing),
      walked(base, { refuse: notOurs, make: nothing }),
    );
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as { code?: string };
    if (code === "ENOENT" || code === "EACCES") return undefined;
    throw error;
  }
};

/** Throws BadInput unless nobody but this user and root can change what is at a path, which has to be there. */
export const refuseForeign = (path: string): void => {
  walked(path, { refuse: notOurs, make: nothing });
};

/** A new folder for a while, which only this user can enter. Throws BadInput where others could put another in its place. */
export const newTemporaryFolder = (prefix: string, shared = tmpdir()): string => {
  refuseForeign(shared);
  return mkdtempSync(join(shared, prefix));
};

/** A path of the environment; the XDG specification has relative ones ignored. */
export const absolute = (path = ""): string | undefined => (isAbsolute(path) ? path : undefined);

/** What is at a path, if it belongs to this user or to root. */
export const isOurs = ({ uid }: Stats): boolean => uid === 0 || uid === process.getuid?.();

interface Way {
  /** Why nobody goes on where that is met, if there is a reason. */
  readonly refuse: (seen: Stats) => string | undefined;
  /** Makes a folder that is missing. */
  readonly make: (path: string) => void;
  /** Where it begins: what is above is not asked. */
  readonly from?: string;
}

/** Where a path really leads, if nothing on the way is refused; looks at each link and each folder. */
export const walked = (path: string, { refuse, make, from = "/" }: Way): string => {
  let ahead = partsOf(resolve(path).slice(from.length));
  let at = from;
  for (let links = 0; ahead.length > 0; ) {
    const here = join(at, ahead.shift() as string);
    const seen = there(here, make);
    const why = refuse(seen);
    if (why !== undefined) throw unsafe(here, why);
    at = here;
    if (!seen.isSymbolicLink()) continue;
    links++;
    if (links > mostLinks) throw unsafe(here, "leads in a circle");
    const to = readlinkSync(here);
    at = isAbsolute(to) ? "/" : join(here, "..");
    ahead = [...partsOf(to), ...ahead];
  }
  return at;
};

/** As the kernel does. */
const mostLinks = 40;

const partsOf = (path: string): string[] => path.split("/").filter((part) => part !== "");

/** Where all may write, each only to what is his, the owner of each thing says enough. */
const notOurs = (seen: Stats): string | undefined => {
  if (!isOurs(seen)) return belongs(seen);
  return seen.isDirectory() && isWritable(seen) && !isSticky(seen) ? shared : undefined;
};

/** In a folder of ours others have no business at all. */
const own = (path: string, make: Way["make"]): string => {
  const seen = there(path, make);
  if (seen.isSymbolicLink()) throw unsafe(path, "is a link");
  if (!isOurs(seen)) throw unsafe(path, belongs(seen));
  if (!seen.isDirectory()) throw unsafe(path, "is no folder");
  if (isWritable(seen)) throw unsafe(path, shared);
  return path;
};

const shared = "can be written by other users";

export const belongs = ({ uid }: Stats): string => `belongs to user ${uid}`;

const isWritable = ({ mode }: Stats): boolean => (mode & 0o022) !== 0;

const isSticky = ({ mode }: Stats): boolean => (mode & 0o1000) !== 0;

/** Names of clusters come from labels, which are whatever somebody wrote. */
const named = (name: string): string => {
  if (/^\.{0,2}$|[/\0]/.test(name)) throw new BadInput(`"${name}" is no name of a folder`);
  return name;
};

/** Who makes it in between is looked at like anybody. */
const there = (path: string, make: Way["make"]): Stats => {
  try {
    const seen = lstatSync(path, { throwIfNoEntry: false });
    if (seen !== undefined) return seen;
    make(path);
    return lstatSync(path);
  } catch (cause) {
    throw new BadInput(`cannot use ${path}: ${(cause as Error).message}`, { cause });
  }
};

const privately = (path: string): void => makeFolder(path, 0o700);

const nothing = (): void => {};

/** Makes a folder unless something is there. */
export const makeFolder = (path: string, mode: number): void => {
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
};

export const unsafe = (path: string, why: string): BadInput =>
  new BadInput(`${path} is no safe place for files of swarmspec: it ${why}`, {
    hint: "nobody but you and root may be able to change it, or a folder above it",
  });
