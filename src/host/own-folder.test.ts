import assert from "node:assert/strict";
import {
  chmodSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { temporaryFolder } from "../docker/engine.testing.ts";
import { BadInput } from "../model/errors.ts";
import { asRoot, foreignFolder, other, sharedFolder } from "./others.testing.ts";
import { newTemporaryFolder, ownFolder, standingFolder } from "./own-folder.ts";

test("what is missing is made for this user alone, and found again", async () => {
  await using top = await temporaryFolder();
  const base = join(top.path, "a", "b");
  const made = ownFolder(base, "swarmspec", "c");
  assert.equal(made, join(base, "swarmspec", "c"));
  for (const path of [made, join(made, ".."), base, join(base, "..")])
    assert.equal(statSync(path).mode & 0o7777, 0o700, path);
  assert.equal(ownFolder(base, "swarmspec", "c"), made);
});

test("links of one's own lead to the base", async () => {
  await using top = await temporaryFolder();
  mkdirSync(join(top.path, "real"));
  symlinkSync("../real", join(top.path, "real", "near"));
  symlinkSync(join(top.path, "real", "near"), join(top.path, "far"));
  assert.equal(ownFolder(join(top.path, "far"), "mine"), join(top.path, "real", "mine"));
});

test("a folder that all users share will do for the base", asRoot, async () => {
  await using shared = await sharedFolder();
  assert.equal(ownFolder(shared.path, "mine"), join(shared.path, "mine"));
});

const folder = (path: string, mode: number): void => {
  mkdirSync(path);
  chmodSync(path, mode);
};

/** What is in a folder before `base/mine` is asked for there, and what is said of it. */
const refused: Record<string, [(at: string) => void, RegExp]> = {
  "a link": [(at) => symlinkSync(".", join(at, "base", "mine")), /base\/mine .* is a link$/],
  "a file": [(at) => writeFileSync(join(at, "base", "mine"), ""), /base\/mine .* is no folder$/],
  "a folder that others write to": [
    (at) => folder(join(at, "base", "mine"), 0o777),
    /base\/mine .* can be written by other users$/,
  ],
  "a folder that others write to, if only what is theirs": [
    (at) => folder(join(at, "base", "mine"), 0o1777),
    /base\/mine .* can be written by other users$/,
  ],
  "a folder below one that others write to": [
    (at) => chmodSync(join(at, "base"), 0o777),
    /base .* can be written by other users$/,
  ],
  "a folder below one that a group writes to": [
    (at) => chmodSync(at, 0o770),
    / can be written by other users$/,
  ],
};

/** The same, by another user. */
const foreign: typeof refused = {
  "another user's folder": [
    (at) => foreignFolder(join(at, "base", "mine")),
    /base\/mine .* belongs to user 65534$/,
  ],
  "a folder below another user's": [
    (at) => lchownSync(join(at, "base"), other, other),
    /base .* belongs to user 65534$/,
  ],
  "a folder behind another user's link": [
    (at) => {
      symlinkSync(".", join(at, "link"));
      lchownSync(join(at, "link"), other, other);
      symlinkSync("../link", join(at, "base", "link"));
    },
    /link .* belongs to user 65534$/,
  ],
};

const refuses = (cases: typeof refused, options: { skip?: string | boolean }): void => {
  for (const [what, [prepare, message]] of Object.entries(cases))
    test(`${what} is refused`, options, async () => {
      await using top = await temporaryFolder();
      const base = join(top.path, "base");
      mkdirSync(base);
      prepare(top.path);
      const asked = what.includes("behind") ? join(base, "link", "base") : base;
      assert.throws(() => ownFolder(asked, "mine"), { name: BadInput.name, message });
    });
};
refuses(refused, {});
refuses(foreign, asRoot);

test("what only looks makes nothing, and finds what there is", async () => {
  await using top = await temporaryFolder();
  assert.equal(standingFolder(join(top.path, "a"), "b"), undefined);
  assert.deepEqual(readdirSync(top.path), []);
  const made = ownFolder(join(top.path, "a"), "b");
  assert.equal(standingFolder(join(top.path, "a"), "b"), made);
  symlinkSync("b", join(top.path, "a", "link"));
  assert.throws(() => standingFolder(join(top.path, "a"), "link"), /is a link$/);
});

for (const name of ["", ".", "..", "a/b", "../a", "a\0b"])
  test(`${JSON.stringify(name)} is no name of a folder`, async () => {
    await using top = await temporaryFolder();
    assert.throws(() => ownFolder(top.path, name), /is no name of a folder$/);
    assert.throws(() => standingFolder(top.path, name), /is no name of a folder$/);
    assert.deepEqual(readdirSync(top.path), []);
  });

test("a temporary folder is one that nobody can put another in the place of", async () => {
  await using top = await temporaryFolder();
  const made = newTemporaryFolder("for-a-while-", top.path);
  assert.equal(statSync(made).mode & 0o777, 0o700);
  chmodSync(top.path, 0o777);
  assert.throws(() => newTemporaryFolder("for-a-while-", top.path), /written by other users$/);
  chmodSync(top.path, 0o1777);
  assert.notEqual(newTemporaryFolder("for-a-while-", top.path), made);
});

test("links in a circle, and a base that is no folder, are refused", async () => {
  await using top = await temporaryFolder();
  symlinkSync("two", join(top.path, "one"));
  symlinkSync("one", join(top.path, "two"));
  assert.throws(() => ownFolder(join(top.path, "one"), "mine"), /leads in a circle/);
  writeFileSync(join(top.path, "file"), "");
  assert.throws(() => ownFolder(join(top.path, "file", "base"), "mine"), /file.base: ENOTDIR/);
});
