import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { crc32 } from "node:zlib";
import { temporaryFolder } from "../docker/engine.testing.ts";
import { asRoot, foreignFolder, other, sharedFolder } from "../host/others.testing.ts";
import { version } from "./version.ts";

const main = join(import.meta.dirname, "main.ts");

/** What `swarmspec --version` prints with nothing in its environment but that. */
const printedWith = (env: Readonly<Record<string, string>>): string => {
  const ran = spawnSync(process.execPath, [main, "--version"], { env, encoding: "utf8" });
  assert.equal(ran.stderr, "");
  return ran.stdout.trim();
};

/** Changes the text of version.ts in a cache of Node's, so that it is taken for good, and gives all to another user. */
const plant = (cache: string): void => {
  const paths = readdirSync(cache, { recursive: true, encoding: "utf8" }).map((name) =>
    join(cache, name),
  );
  for (const path of [cache, ...paths]) chownSync(path, other, other);
  const files = paths.filter(
    (path) => !readdirSync(cache).some((name) => path === join(cache, name)),
  );
  for (const path of files) {
    const cached = readFileSync(path);
    if (cached.includes("export const version")) writeFileSync(path, poisoned(cached));
  }
};

/** After the magic number and the size of the source: the size, the source's checksum, and the text's. */
const poisoned = (cached: Buffer): Buffer => {
  const text = Buffer.from('export const version = () => "planted";\n');
  const header = Buffer.from(cached.subarray(0, 20));
  header.writeUInt32LE(text.length, 8);
  header.writeUInt32LE(crc32(text), 16);
  return Buffer.concat([header, text]);
};

const caches = [".cache", "swarmspec", "compile-cache"];

test(
  "code that another user planted in the shared temporary folder is not run",
  asRoot,
  async () => {
    await using shared = await sharedFolder();
    const planted = join(shared.path, "node-compile-cache");
    mkdirSync(planted);
    printedWith({ NODE_COMPILE_CACHE: planted });
    plant(planted);
    assert.equal(printedWith({ NODE_COMPILE_CACHE: planted }), "planted", "the plant is no good");
    const home = join(shared.path, "home");
    assert.equal(printedWith({ TMPDIR: shared.path, HOME: home }), version());
    assert.ok(existsSync(join(home, ...caches)));
  },
);

test("code that another user planted where the cache would be is not run", asRoot, async () => {
  await using shared = await sharedFolder();
  const planted = join(foreignFolder(join(shared.path, ".cache", "swarmspec")), "compile-cache");
  mkdirSync(planted);
  printedWith({ NODE_COMPILE_CACHE: planted });
  plant(planted);
  assert.equal(printedWith({ HOME: shared.path }), version());
});

test("a relative cache folder is ignored, and without a home there is no cache", async () => {
  await using folder = await temporaryFolder();
  assert.equal(printedWith({ HOME: folder.path, XDG_CACHE_HOME: "relative" }), version());
  assert.ok(existsSync(join(folder.path, ...caches)));
  assert.equal(printedWith({ HOME: "relative" }), version());
  assert.ok(!existsSync("relative"));
});

test("who wants no cache, or one elsewhere, gets none of ours", async () => {
  await using folder = await temporaryFolder();
  const elsewhere = join(folder.path, "elsewhere");
  for (const env of [{ NODE_DISABLE_COMPILE_CACHE: "1" }, { NODE_COMPILE_CACHE: elsewhere }])
    assert.equal(printedWith({ HOME: folder.path, ...env }), version());
  assert.deepEqual(readdirSync(folder.path), ["elsewhere"]);
});
