import { createHash } from "node:crypto";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import type Docker from "dockerode";
import tar from "tar-stream";
import { hasImage } from "../docker/image.ts";
import type { Listener } from "../model/event.ts";
import { baseImage, standingBase } from "./base-image.ts";
import type { Entry } from "./folder-entries.ts";
import { imageFolder } from "./image-folder.ts";
import { streamed } from "./image-store.ts";

/** An image that the engine has: what it is called there, and its size in bytes. */
export interface BuiltImage {
  readonly name: string;
  readonly reference: string;
  readonly bytes: number;
}

/**
 * Builds the images of the named sub-folders of `folder` with the engine's own builder.
 * References end in a hash of base and of what is sent: what is built is not built again.
 * A name without a Dockerfile is left out. Throws BadInput, before anything is made, where a folder cannot be sent.
 */
export const buildImages = async (
  engine: Docker,
  folder: string,
  names: readonly string[],
  { tell, signal }: { tell: Listener; signal: AbortSignal },
): Promise<readonly BuiltImage[]> => {
  // All of them before the first is built: what cannot be read is told before anything is made.
  const found = names.flatMap((name) => {
    const entries = imageFolder(join(folder, name));
    return entries === undefined ? [] : [{ name, entries }];
  });
  if (found.length === 0) return [];
  const base = await baseImage(engine, { tell, signal });
  const built: BuiltImage[] = [];
  // One after the other: each unpacks Debian packages, and two side by side only take turns on the disk.
  for (const { name, entries } of found)
    built.push(await build(engine, { base, name, entries, tell, signal }));
  return built;
};

/**
 * What images of sub-folders would be called once they are built; nothing is built. Without a base on the engine they
 * are called as nothing is.
 */
export const referencesOf = async (
  engine: Docker,
  folder: string,
  names: readonly string[],
): Promise<readonly Pick<BuiltImage, "name" | "reference">[]> => {
  const base = (await standingBase(engine)) ?? "";
  return names.flatMap((name) => {
    const entries = imageFolder(join(folder, name));
    return entries === undefined ? [] : [{ name, reference: referenceOf(name, base, entries) }];
  });
};

const referenceOf = (name: string, base: string, entries: readonly Entry[]): string =>
  `swarmspec/${name}:${hashOf(base, entries)}`;

interface Build {
  readonly name: string;
  readonly base: string;
  readonly entries: readonly Entry[];
  readonly tell: Listener;
  readonly signal: AbortSignal;
}

const build = async (
  engine: Docker,
  { base, name, entries, tell, signal }: Build,
): Promise<BuiltImage> => {
  const reference = referenceOf(name, base, entries);
  const isNew = !(await hasImage(engine, reference));
  if (isNew) {
    tell({ type: "did", what: `build ${reference}` });
    const context = Readable.from([await packed(entries)]);
    const options = { t: reference, buildargs: { BASE: base }, forcerm: true, abortSignal: signal };
    await streamed(engine, await engine.buildImage(context, options), tell, `build ${reference}`);
  }
  const { Size: bytes } = await engine.getImage(reference).inspect();
  if (isNew) tell({ type: "did", what: `built ${reference}: ${Math.round(bytes / 1e6)} MB` });
  return { name, reference, bytes };
};

/** Names what an image is made from: another base, name, mode, content or link is another hash. */
export const hashOf = (base: string, entries: readonly Entry[]): string => {
  const hash = createHash("sha256").update(base);
  for (const entry of entries) {
    hash.update(`\0${entry.name}\0`);
    if ("content" in entry)
      hash.update(`${entry.mode}\0${entry.content.length}\0`).update(entry.content);
    else hash.update("target" in entry ? `link\0${entry.target}` : "folder");
  }
  return hash.digest("hex").slice(0, 12);
};

/** A tar archive of what is in a folder; the same entries always give the same bytes. */
export const packed = async (entries: readonly Entry[]): Promise<Buffer> => {
  const archive = tar.pack();
  for (const entry of entries) {
    const { name } = entry;
    const mtime = new Date(0);
    if ("content" in entry) archive.entry({ name, mode: entry.mode, mtime }, entry.content);
    else if ("target" in entry)
      archive.entry({ name, mtime, mode: 0o777, type: "symlink", linkname: entry.target });
    else archive.entry({ name, mtime, mode: 0o755, type: "directory" });
  }
  archive.finalize();
  return buffer(archive);
};
