import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
} from "node:fs";
import { join } from "node:path";
import { getSystemErrorMessage } from "node:util";
import { BadInput } from "../model/errors.ts";

/** A file of a folder; names are paths from the folder. */
export interface File {
  readonly name: string;
  readonly mode: number;
  readonly content: Buffer;
}

interface Link {
  readonly name: string;
  readonly target: string;
}

interface Folder {
  readonly name: string;
}

export type Entry = File | Link | Folder;

export interface Rules {
  readonly leavesOut: (name: string) => boolean;
  /** Whether a folder that is left out may hold what is not. */
  readonly hasExceptions: boolean;
}

/**
 * What is under a folder, sorted by name; links are told and never followed, of modes only whether files can be
 * executed. Throws BadInput with the path of what cannot be read, or is neither file, folder nor link.
 */
export const entriesIn = (folder: string, rules: Rules = allOfIt): readonly Entry[] =>
  entriesUnder(folder, "", rules).sort((one, other) => (one.name < other.name ? -1 : 1));

const allOfIt: Rules = { leavesOut: () => false, hasExceptions: false };

const entriesUnder = (root: string, under: string, rules: Rules): Entry[] =>
  reading(join(root, under), (path) => readdirSync(path, { withFileTypes: true })).flatMap(
    (found): Entry[] => {
      const name = under === "" ? found.name : `${under}/${found.name}`;
      const isOut = rules.leavesOut(name);
      if (found.isDirectory()) {
        const within = isOut && !rules.hasExceptions ? [] : entriesUnder(root, name, rules);
        return isOut ? within : [{ name }, ...within];
      }
      if (isOut) return [];
      return [found.isSymbolicLink() ? linkAt(root, name) : fileAt(root, name)];
    },
  );

const linkAt = (root: string, name: string): Link => ({
  name,
  target: reading(join(root, name), (path) => readlinkSync(path)),
});

/** A file below a folder; throws BadInput as above. */
export const fileAt = (root: string, name: string): File =>
  reading(join(root, name), (path) => {
    if (!lstatSync(path).isFile()) throw notAFile(path);
    const handle = openSync(path, patient);
    try {
      const mode = fstatSync(handle).mode & 0o111 ? 0o755 : 0o644;
      return { name, mode, content: readFileSync(handle) };
    } finally {
      closeSync(handle);
    }
  });

/** What was a file a moment ago may be a link by now, or a pipe, which keeps whoever opens it. */
const patient = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

const notAFile = (file: string): BadInput =>
  new BadInput("is neither file, folder nor link, so no image can hold it", {
    place: { file },
    hint: "remove it, or name it in .dockerignore",
  });

/** What `read` gives; throws BadInput with the path, and why, where it fails. */
export const reading = <T>(path: string, read: (path: string) => T): T => {
  try {
    return read(path);
  } catch (cause) {
    if (cause instanceof BadInput) throw cause;
    throw new BadInput(`cannot be read: ${wordsOf(cause)}`, { place: { file: path }, cause });
  }
};

const wordsOf = (error: unknown): string => {
  const { errno, message } = error as NodeJS.ErrnoException;
  return errno === undefined ? message : getSystemErrorMessage(errno);
};
