import { chownSync, mkdirSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "../docker/engine.testing.ts";

/** Another user of this machine, who is nobody's. */
export const other = 65534;

/** For tests that need another user: only root can be one. */
export const asRoot = {
  skip: process.getuid?.() === 0 ? false : "only root can make what belongs to another user",
};

/** A folder that everybody can write to, as the machine's temporary one is, but private to a test. */
export const sharedFolder = async (): Promise<AsyncDisposable & { readonly path: string }> => {
  const folder = await temporaryFolder();
  // What is above it keeps others out, so that nobody can join in.
  await chmod(folder.path, 0o711);
  const path = join(folder.path, "shared");
  mkdirSync(path);
  await chmod(path, 0o1777);
  return { path, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
};

/** A folder that another user has made. */
export const foreignFolder = (path: string): string => {
  mkdirSync(path, { recursive: true });
  chownSync(path, other, other);
  return path;
};
