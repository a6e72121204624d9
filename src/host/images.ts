import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import type Docker from "dockerode";
import tar from "tar-stream";
import { hasImage } from "../docker/image.ts";
import type { Listener } from "../model/event.ts";
import { baseImage } from "./base-image.ts";
import { streamed } from "./image-store.ts";

/** A file of an image's folder. */
export interface File {
  readonly name: string;
  readonly mode: number;
  readonly content: Buffer;
}

/** An image that the engine has: what it is called there, and its size in bytes. */
export interface BuiltImage {
  readonly name: string;
  readonly reference: string;
  readonly bytes: number;
}

/**
 * Builds the images of the named sub-folders of `folder` with the engine's own builder.
 * References end in a hash of base, Dockerfile and files: what is built is not built again.
 * A name without a Dockerfile is left out.
 */
export const buildImages = async (
  engine: Docker,
  folder: string,
  names: readonly string[],
  { tell, signal }: { tell: Listener; signal: AbortSignal },
): Promise<readonly BuiltImage[]> => {
  const found = names.filter((name) => existsSync(join(folder, name, "Dockerfile")));
  if (found.length === 0) return [];
  const base = await baseImage(engine, { tell, signal });
  const built: BuiltImage[] = [];
  // One after the other: each unpacks Debian packages, and two side by side only take turns on the disk.
  for (const name of found)
    built.push(await build(engine, { base, name, folder: join(folder, name), tell, signal }));
  return built;
};

interface Build {
  readonly name: string;
  readonly base: string;
  readonly folder: string;
  readonly tell: Listener;
  readonly signal: AbortSignal;
}

const build = async (
  engine: Docker,
  { base, name, folder, tell, signal }: Build,
): Promise<BuiltImage> => {
  const files = filesIn(folder);
  const reference = `swarmspec/${name}:${hashOf(base, files)}`;
  const isNew = !(await hasImage(engine, reference));
  if (isNew) {
    tell({ type: "did", what: `build ${reference}` });
    const context = Readable.from([await packed(files)]);
    const options = { t: reference, buildargs: { BASE: base }, forcerm: true, abortSignal: signal };
    await streamed(engine, await engine.buildImage(context, options), tell, `build ${reference}`);
  }
  const { Size: bytes } = await engine.getImage(reference).inspect();
  if (isNew) tell({ type: "did", what: `built ${reference}: ${Math.round(bytes / 1e6)} MB` });
  return { name, reference, bytes };
};

/** All files under a folder, sorted by name; of their modes only whether they can be executed. */
export const filesIn = (folder: string): readonly File[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort()
    .map((name) => ({
      name,
      mode: statSync(join(folder, name)).mode & 0o111 ? 0o755 : 0o644,
      content: readFileSync(join(folder, name)),
    }));

/** Names what an image is made from: another base, name, mode or content is another hash. */
export const hashOf = (base: string, files: readonly File[]): string => {
  const hash = createHash("sha256").update(base);
  for (const { name, mode, content } of files)
    hash.update(`\0${name}\0${mode}\0${content.length}\0`).update(content);
  return hash.digest("hex").slice(0, 12);
};

/** A tar archive of small files; the same files always give the same bytes. */
export const packed = async (files: readonly File[]): Promise<Buffer> => {
  const archive = tar.pack();
  for (const { name, mode, content } of files)
    archive.entry({ name, mode, mtime: new Date(0) }, content);
  archive.finalize();
  return buffer(archive);
};
