import { lstatSync, realpathSync } from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import { BadInput } from "../model/errors.ts";
import { rulesIn } from "./docker-ignore.ts";
import { type Entry, entriesIn, fileAt, reading } from "./folder-entries.ts";

/**
 * What `docker build` sends of an image's folder: all but what its .dockerignore names, links as links. Undefined
 * where there is no Dockerfile. Throws BadInput with the path of what cannot be sent.
 */
export const imageFolder = (folder: string): readonly Entry[] | undefined => {
  if (textIn(folder, "Dockerfile") === undefined) return undefined;
  const patterns = textIn(folder, ".dockerignore");
  return entriesIn(
    folder,
    patterns === undefined ? undefined : rulesIn(patterns, join(folder, ".dockerignore")),
  );
};

/** A file at the top of the folder, or one in there to which a link leads. */
const textIn = (folder: string, name: string): string | undefined =>
  reading(join(folder, name), (path) => {
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return undefined;
    const real = realpathSync(path);
    if (!real.startsWith(`${realpathSync(folder)}${sep}`))
      throw new BadInput("is a link that leads out of its folder", { place: { file: path } });
    return fileAt(dirname(real), basename(real)).content.toString("utf8");
  });
