import { createHash } from "node:crypto";
import { resolve } from "node:path";
import type { Driver, FileReference, FileSpec } from "../model/spec.ts";
import { badInput } from "./bad-input.ts";
import type { Placed } from "./context.ts";
import { defined } from "./defined.ts";
import type { WrittenReference } from "./stack-file.ts";
import type { LoadedFile } from "./stack-loaded.ts";
import { badKey, ownName, type Scope } from "./stack-scope.ts";

export type Kind = "configs" | "secrets";

/** One config or secret of a stack file: the name in the swarm, and the object unless it is external. */
export interface StackEntry {
  readonly name: string;
  /** The name without the hash, by which the CLI sorts. */
  readonly plainName: string;
  readonly own?: Placed<FileSpec>;
}

export type StackEntries = ReadonlyMap<string, StackEntry>;

/** The configs or secrets that a stack file declares, by the name that it gives them. */
export const entriesOf = (kind: Kind, scope: Scope): StackEntries => {
  const entries = Object.entries(scope.file[kind]).map(
    ([key, written]) => [key, entryOf(key, { kind, written, scope })] as const,
  );
  refuseDoubles(kind, entries, scope);
  return new Map(entries);
};

/** Two that are to have one name must be the same: Docker writes one after the other. */
const refuseDoubles = (
  kind: Kind,
  entries: readonly (readonly [key: string, entry: StackEntry])[],
  scope: Scope,
): void => {
  const own = entries.filter(([, entry]) => entry.own !== undefined);
  for (const same of Map.groupBy(own, ([, { plainName }]) => plainName).values()) {
    const other = same.find(([, { name }]) => name !== same[0]?.[1].name);
    if (other === undefined) continue;
    throw badKey(scope, [kind, other[0]], {
      problem: `${other[1].plainName} is there twice, with other content`,
      hint: "give one of them another name",
    });
  }
};

interface Declared {
  readonly kind: Kind;
  readonly written: LoadedFile;
  readonly scope: Scope;
}

const entryOf = (key: string, declared: Declared): StackEntry => {
  const { kind, written, scope } = declared;
  if (written.external) return { name: written.name ?? key, plainName: written.name ?? key };
  const { labels, templateDriver } = written;
  const driver = driverOf(written);
  const plainName = written.name ?? ownName(scope, key);
  const content = new TextEncoder().encode(contentOf(key, declared));
  const how = defined({ templateDriver, driver, labels: isEmpty(labels) ? undefined : labels });
  if (plainName.length > longest) throw overlong(plainName, declared.scope.placeOf([kind, key]));
  const name = hashed(plainName, content, how);
  const value = { name, stack: scope.stack, content, ...how };
  return { name, plainName, own: { value, place: scope.placeOf([kind, key]) } };
};

/** What a swarm takes. */
const longest = 64;

const overlong = (name: string, place: Placed<unknown>["place"]) =>
  badInput(`a swarm takes at most ${longest} characters, but "${name}" has ${name.length}`, place, {
    hint: "shorten this name or that of the stack",
  });

/** Where there is no room for the hash, it takes the place of the name's end, and stands for the whole of it too. */
const hashed = (name: string, content: Uint8Array, how: object): string => {
  const room = longest - 11;
  const hash = hashOf(content, name.length <= room ? how : { ...how, name });
  return `${name.slice(0, room)}_${hash}`;
};

const isEmpty = (labels: object = {}): boolean => Object.keys(labels).length === 0;

const driverOf = ({ driver, driverOptions }: LoadedFile): Driver | undefined =>
  driver === undefined ? undefined : { name: driver, ...defined({ options: driverOptions }) };

const contentOf = (key: string, { kind, written, scope }: Declared): string => {
  const { file, content, driver } = written;
  const sources = [file, content, driver].filter((source) => source !== undefined);
  if (sources.length !== 1)
    throw badKey(scope, [kind, key], {
      problem: "must have one of file, content, driver and external: true",
    });
  if (file === undefined) return content ?? "";
  return textIn(resolve(scope.folder, file), { at: [kind, key, "file"], scope });
};

const textIn = (
  path: string,
  { at, scope }: { readonly at: readonly string[]; readonly scope: Scope },
): string => {
  const text = readable(path, scope);
  if (text === undefined)
    throw badKey(scope, at, {
      problem: `cannot read ${path}`,
      hint: "paths are relative to the folder of the first stack file",
    });
  // What cannot be decoded becomes this sign: the tasks would get other bytes than the file has.
  if (text.includes("\uFFFD"))
    throw badKey(scope, at, { problem: `${path} is not a text`, hint: "encode it, as base64" });
  return text;
};

const readable = (path: string, { read }: Scope): string | undefined => {
  try {
    return read(path);
  } catch {
    return undefined;
  }
};

/** A config or secret whose name is `stack_name_hash`, with the first ten digits of its SHA-256. */
export const fileSpec = (stack: string, name: string, content: Uint8Array): FileSpec => ({
  name: `${stack}_${name}_${hashOf(content)}`,
  stack,
  content,
});

/** What is not the content counts too: to the plan another name is all the difference that there is. */
const hashOf = (content: Uint8Array, how: object = {}): string => {
  const hash = createHash("sha256").update(content);
  if (Object.keys(how).length > 0) hash.update(JSON.stringify(how));
  return hash.digest("hex").slice(0, 10);
};

interface Uses {
  readonly kind: Kind;
  readonly entries: StackEntries;
}

/** The configs or secrets that a service uses, sorted by name as the docker CLI does. */
export const referencesOf = (
  written: readonly Placed<WrittenReference>[],
  uses: Uses,
): FileReference[] => {
  refuseSameTargets(written);
  return written
    .map(({ value, place }) => {
      const { plainName, name } = entryAt(value.source, place, uses);
      const { source, mode = 0o444 } = value;
      const [target, uid, gid] = [value.target || source, value.uid || "0", value.gid || "0"];
      return { plainName, reference: { name, target, uid, gid, mode } };
    })
    .sort((one, other) => (one.plainName < other.plainName ? -1 : 1))
    .map(({ reference }) => reference);
};

const refuseSameTargets = (written: readonly Placed<WrittenReference>[]): void => {
  const targets = new Set<string>();
  for (const { value, place } of written) {
    const target = value.target || value.source;
    if (targets.has(target))
      throw badInput(`two of them have the target ${target}`, place, {
        hint: "give each a target of its own",
      });
    targets.add(target);
  }
};

/** The entry of that name; BadInput at the place where there is none. */
export const entryAt = (
  source: string,
  place: Placed<unknown>["place"],
  { kind, entries }: Uses,
): StackEntry => {
  const entry = entries.get(source);
  if (entry !== undefined) return entry;
  throw badInput(`no such entry under ${kind}: ${source}`, place, {
    hint: `declare ${source} under ${kind} at the end of the file`,
  });
};

/** The objects to be made of these entries; external ones exist already. */
export const ownFiles = (entries: StackEntries): Placed<FileSpec>[] =>
  [...new Map([...entries.values()].map((entry) => [entry.name, entry.own ?? []])).values()].flat();
