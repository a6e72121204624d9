import { existsSync, readdirSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";

export const isFeature = (path: string): boolean => /\.feature(\.md)?$/.test(path);

/**
 * The feature files in a folder and in those below it. Links are followed, each folder is looked into once by the
 * shortest way: links may lead in circles.
 */
export const featuresIn = (folder: string): readonly string[] => {
  const seen = new Set<string>();
  let files: readonly string[] = [];
  let folders: readonly string[] = [folder];
  while (folders.length > 0) {
    const below = folders.filter(isNew(seen)).flatMap(entriesOf);
    files = [...files, ...below.filter((path) => isFeature(path) && !isFolder(path))];
    folders = below.filter(isFolder);
  }
  return files.toSorted();
};

const isNew =
  (seen: Set<string>) =>
  (folder: string): boolean => {
    const real = realpathSync(folder);
    const before = seen.size;
    return seen.add(real).size > before;
  };

const entriesOf = (folder: string): readonly string[] =>
  readdirSync(folder)
    .toSorted()
    .map((name) => join(folder, name));

/** A link that leads nowhere is none: it is told where it is read. */
const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();
