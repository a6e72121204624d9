import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { getuid } from "node:process";
import type Docker from "dockerode";
import { hasImage } from "../docker/image.ts";
import { SwarmspecError } from "../model/errors.ts";
import type { Listener } from "../model/event.ts";
import { run } from "./command.ts";
import { installPackages, isDebian } from "./engine.ts";
import { streamed } from "./image-store.ts";
import { newTemporaryFolder } from "./own-folder.ts";

const suite = "trixie";
/** The image that a registry would give. */
export const published = `debian:${suite}-slim`;

const unneeded = ["man", "locale", "doc", "info", "i18n", "zoneinfo", "bash-completion"];
const recipe = [
  "--variant=minbase",
  ...unneeded.map((folder) => `--dpkgopt=path-exclude=/usr/share/${folder}/*`),
  "--dpkgopt=path-include=/usr/share/doc/*/copyright",
  suite,
];

/**
 * The Debian image that all others start from: what the engine has, what a registry gives,
 * else one bootstrapped from Debian packages. Returns its reference.
 */
export const baseImage = async (
  engine: Docker,
  { tell, signal }: { tell: Listener; signal: AbortSignal },
): Promise<string> => {
  const standing = await standingBase(engine);
  if (standing !== undefined) return standing;
  if (await pulled(engine, { tell, signal })) return published;
  await bootstrap(engine, own, { tell, signal });
  return own;
};

const own = `swarmspec/base:${createHash("sha256").update(recipe.join()).digest("hex").slice(0, 12)}`;

/** The one that the engine has, if it has one. */
export const standingBase = async (engine: Docker): Promise<string | undefined> => {
  if (await hasImage(engine, own)) return own;
  return (await hasImage(engine, published)) ? published : undefined;
};

const pulled = async (
  engine: Docker,
  { tell, signal }: { tell: Listener; signal: AbortSignal },
): Promise<boolean> => {
  tell({ type: "did", what: `pull ${published}` });
  try {
    await streamed(
      engine,
      await engine.pull(published, { abortSignal: signal }),
      tell,
      `pull ${published}`,
    );
    return true;
  } catch (cause) {
    signal.throwIfAborted();
    tell({ type: "went-on", what: `pull ${published}`, detail: String(cause) });
    return false;
  }
};

const bootstrap = async (
  engine: Docker,
  reference: string,
  { tell, signal }: { tell: Listener; signal: AbortSignal },
): Promise<void> => {
  if (!isDebian() || getuid?.() !== 0)
    throw new SwarmspecError(`${published} cannot be pulled, and is not on the engine`, {
      hint: `docker load it from a machine that can, or run as root on Debian, where it is bootstrapped`,
    });
  await installPackages(["mmdebstrap", "debian-archive-keyring"], tell);
  const folder = newTemporaryFolder("swarmspec-base-");
  try {
    tell({ type: "did", what: `bootstrap Debian ${suite} with mmdebstrap` });
    await run("mmdebstrap", [...recipe, join(folder, "base.tar")], { signal });
    const [repo, tag] = reference.split(":");
    const archive = createReadStream(join(folder, "base.tar"));
    await streamed(
      engine,
      await engine.importImage(archive, { repo, tag }),
      tell,
      `import ${reference}`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
