import { createHash } from "node:crypto";
import { resolve } from "node:path";
import type { FileReference, FileSpec } from "../model/spec.ts";
import type { Placed } from "./context.ts";
import type { WrittenFile, WrittenReference } from "./stack-file.ts";
import { badKey, type Scope } from "./stack-scope.ts";

export type Kind = "configs" | "secrets";

/** One config or secret of a stack file: the name in the swarm, and the object unless it is external. */
export interface StackEntry {
  readonly name: string;
  readonly own?: Placed<FileSpec>;
}

export type StackEntries = ReadonlyMap<string, StackEntry>;

/** The configs or secrets that a stack file declares, by the name that it gives them. */
export const entriesOf = (kind: Kind, scope: Scope): StackEntries =>
  new Map(
    Object.entries(scope.file[kind] ?? {}).map(([key, written]) => [
      key,
      entryOf(key, { kind, written, scope }),
    ]),
  );

interface Declared {
  readonly kind: Kind;
  readonly written: WrittenFile;
  readonly scope: Scope;
}

const entryOf = (key: string, { kind, written, scope }: Declared): StackEntry => {
  const { file, content, external = false, name } = written;
  const sources = [file, content, external || undefined].filter((source) => source !== undefined);
  if (sources.length !== 1 || (name !== undefined && !external))
    throw badKey(scope, [kind, key], {
      problem: "must have one of file, content, or external: true with an optional name",
      hint: "own configs and secrets are named by swarmspec, after their content",
    });
  if (external) return { name: name ?? key };
  const bytes = new TextEncoder().encode(content ?? contentOf(key, { kind, written, scope }));
  const value = fileSpec(scope.stack, key, bytes);
  return { name: value.name, own: { value, place: scope.placeOf([kind, key]) } };
};

const contentOf = (key: string, { kind, written, scope }: Declared): string => {
  const path = resolve(scope.folder, written.file ?? "");
  try {
    return scope.read(path);
  } catch {
    throw badKey(scope, [kind, key, "file"], {
      problem: `cannot read ${path}`,
      hint: "paths are relative to the folder of the stack file",
    });
  }
};

/** A config or secret whose name is `stack_name_hash`, with the first ten digits of its SHA-256. */
export const fileSpec = (stack: string, name: string, content: Uint8Array): FileSpec => {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 10);
  return { name: `${stack}_${name}_${hash}`, stack, content };
};

interface Uses {
  readonly kind: Kind;
  readonly service: string;
  readonly entries: StackEntries;
  readonly scope: Scope;
}

/** The configs or secrets that a service uses, sorted by name as the docker CLI does. */
export const referencesOf = (
  written: readonly (string | WrittenReference)[],
  uses: Uses,
): FileReference[] =>
  written
    .map((one, index) => referenceOf(typeof one === "string" ? { source: one } : one, index, uses))
    .sort((one, other) => (one.name < other.name ? -1 : 1));

const referenceOf = (one: WrittenReference, index: number, uses: Uses): FileReference => {
  const { kind, service, entries, scope } = uses;
  const entry = entries.get(one.source);
  if (entry === undefined)
    throw badKey(scope, ["services", service, kind, index], {
      problem: `no such entry under ${kind}: ${one.source}`,
      hint: `declare ${one.source} under ${kind} at the end of the file`,
    });
  const { target, uid = "0", gid = "0", mode = 0o444 } = one;
  const place = kind === "configs" ? `/${one.source}` : one.source;
  return { name: entry.name, target: target ?? place, uid, gid, mode };
};

/** The objects to be made of these entries; external ones exist already. */
export const ownFiles = (entries: StackEntries): Placed<FileSpec>[] =>
  [...entries.values()].flatMap((entry) => entry.own ?? []);
