import { dirname, relative, resolve } from "node:path";
import type { Place } from "../model/errors.ts";
import { badInput } from "./bad-input.ts";
import type { Context, Placed } from "./context.ts";

interface Found {
  readonly path: string;
  /** The path as messages show it: from the working directory, if it is below. */
  readonly shown: string;
  readonly text: string;
}

/** A stack file from beside its feature, else from fixtures/stacks in the working directory. */
export const findStackFile = (file: Placed<string>, context: Context): Found =>
  find(file, { what: "stack file", elsewhere: "fixtures/stacks" }, context);

/** An env file from beside its feature, else from the working directory. */
export const findEnvFile = (file: Placed<string>, context: Context): Found =>
  find(file, { what: "env file", elsewhere: "." }, context);

/** A path as messages show it: from the working directory, if it is below. */
export const shownAs = (path: string, { cwd }: Pick<Context, "cwd">): string => {
  const short = relative(cwd, path);
  return short.startsWith("..") ? path : short;
};

interface Kind {
  readonly what: string;
  /** From the working directory. */
  readonly elsewhere: string;
}

const find = ({ value, place }: Placed<string>, kind: Kind, context: Context): Found => {
  const folders = new Set([beside(place, context), resolve(context.cwd, kind.elsewhere)]);
  const paths = [...folders].map((folder) => resolve(folder, value));
  for (const path of paths) {
    const text = readable(path, context);
    if (text !== undefined) return { path, shown: shownAs(path, context), text };
  }
  throw badInput(`no ${kind.what} "${value}"`, place, {
    hint: `put it at ${[...new Set(paths)].map((path) => shownAs(path, context)).join(" or ")}`,
  });
};

const beside = (place: Place | undefined, { cwd }: Context): string =>
  place === undefined ? cwd : resolve(cwd, dirname(place.file));

const readable = (path: string, { read }: Context): string | undefined => {
  try {
    return read(path);
  } catch {
    return undefined;
  }
};
