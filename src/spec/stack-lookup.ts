import { dirname, relative, resolve } from "node:path";
import { badInput } from "./bad-input.ts";
import type { Context, Placed } from "./context.ts";
import type { TenantDraft } from "./draft.ts";

interface Found {
  readonly path: string;
  /** The path as messages show it: from the working directory, if it is below. */
  readonly shown: string;
  readonly text: string;
}

/** A stack file from beside its feature, else from fixtures/stacks in the working directory. */
export const findStackFile = (tenant: Placed<TenantDraft>, context: Context): Found => {
  const paths = placesFor(tenant, context);
  for (const path of paths) {
    const text = readable(path, context);
    if (text !== undefined) return { path, shown: shownAs(path, context), text };
  }
  throw badInput(`no stack file "${tenant.value.stackFile}"`, tenant.place, {
    hint: `put it at ${paths.map((path) => shownAs(path, context)).join(" or ")}`,
  });
};

const placesFor = ({ value, place }: Placed<TenantDraft>, { cwd }: Context): string[] => {
  const beside = place === undefined ? cwd : resolve(cwd, dirname(place.file));
  const folders = new Set([beside, resolve(cwd, "fixtures/stacks")]);
  return [...folders].map((folder) => resolve(folder, value.stackFile));
};

const readable = (path: string, { read }: Context): string | undefined => {
  try {
    return read(path);
  } catch {
    return undefined;
  }
};

const shownAs = (path: string, { cwd }: Context): string => {
  const short = relative(cwd, path);
  return short.startsWith("..") ? path : short;
};
