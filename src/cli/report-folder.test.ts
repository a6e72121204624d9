import assert from "node:assert/strict";
import {
  existsSync,
  lchownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { temporaryFolder } from "../docker/engine.testing.ts";
import { asRoot, foreignFolder, other, sharedFolder } from "../host/others.testing.ts";
import { BadInput } from "../model/errors.ts";
import { madeUpRun } from "./made-up-run.testing.ts";
import { emptyFolder, projectFolder, putFile } from "./report-folder.ts";

const foreignLink = (to: string, path: string): void => {
  symlinkSync(to, path);
  lchownSync(path, other, other);
};

const isForeign = { name: BadInput.name, message: /belongs to user 65534$/ };

test("a report may lie in the project, beside it, and behind a link of the user's own", async () => {
  await using top = await temporaryFolder();
  const project = join(top.path, "project");
  mkdirSync(project);
  assert.equal(projectFolder(project, "report", "history"), join(project, "report", "history"));
  assert.equal(projectFolder(project, "../beside"), join(top.path, "beside"));
  symlinkSync("../beside", join(project, "out"));
  assert.equal(projectFolder(project, "out"), join(top.path, "beside"));
});

test(
  "a report is not written through another user's link, nor into another user's folder",
  asRoot,
  async () => {
    await using shared = await sharedFolder();
    await using mine = await temporaryFolder();
    foreignLink(mine.path, join(shared.path, "report"));
    assert.throws(() => projectFolder(shared.path, "report"), isForeign);
    mkdirSync(join(shared.path, "mine"));
    foreignLink(mine.path, join(shared.path, "mine", "history"));
    assert.throws(() => projectFolder(shared.path, "mine", "history"), isForeign);
    foreignFolder(join(shared.path, "theirs"));
    assert.throws(() => projectFolder(shared.path, "theirs"), isForeign);
    assert.throws(() => projectFolder(mine.path, join(shared.path, "theirs", "a")), isForeign);
  },
);

test("who owns the project may own its report, but leads it nowhere", asRoot, async () => {
  await using shared = await sharedFolder();
  await using mine = await temporaryFolder();
  const project = foreignFolder(join(shared.path, "project"));
  foreignFolder(join(project, "report"));
  assert.equal(projectFolder(project, "report"), join(project, "report"));
  foreignLink(mine.path, join(project, "link"));
  assert.throws(() => projectFolder(project, "link"), isForeign);
});

test("a file is replaced, whoever else knows it; a link of the user's own is written through", async () => {
  await using top = await temporaryFolder();
  const at = (name: string): string => join(top.path, name);
  writeFileSync(at("file"), "old");
  linkSync(at("file"), at("known elsewhere"));
  symlinkSync("target", at("link"));
  putFile(at("file"), "new");
  putFile(at("link"), "through");
  assert.equal(readFileSync(at("file"), "utf8"), "new");
  assert.equal(readFileSync(at("known elsewhere"), "utf8"), "old");
  assert.equal(readFileSync(at("target"), "utf8"), "through");
  assert.ok(lstatSync(at("link")).isSymbolicLink());
});

test("no file is written through another user's link", asRoot, async () => {
  await using top = await temporaryFolder();
  const target = join(top.path, "target");
  writeFileSync(target, "mine");
  foreignLink(target, join(top.path, "index.html"));
  assert.throws(() => putFile(join(top.path, "index.html"), "new"), isForeign);
  assert.equal(readFileSync(target, "utf8"), "mine");
});

test("a folder in the place of a file is told", async () => {
  await using top = await temporaryFolder();
  mkdirSync(join(top.path, "index.html"));
  assert.throws(() => putFile(join(top.path, "index.html"), ""), {
    name: BadInput.name,
    message: /cannot write .*index\.html/,
  });
});

test("an old history is removed, and what a link in its place led to is not", async () => {
  await using top = await temporaryFolder();
  mkdirSync(join(top.path, "kept"));
  writeFileSync(join(top.path, "kept", "file"), "");
  symlinkSync("kept", join(top.path, "watch-01"));
  const made = emptyFolder(top.path, "watch-01");
  assert.ok(lstatSync(made).isDirectory());
  writeFileSync(join(made, "attempts"), "");
  emptyFolder(top.path, "watch-01");
  assert.ok(!existsSync(join(made, "attempts")));
  assert.ok(existsSync(join(top.path, "kept", "file")));
});

test("a run writes through no link that another user planted in its report", asRoot, async () => {
  await using top = await temporaryFolder();
  const target = join(top.path, "target");
  writeFileSync(target, "mine");
  const report = join(top.path, "report");
  mkdirSync(report);
  foreignLink(target, join(report, "junit.xml"));
  const { code, stderr, folder } = madeUpRun("--report", report);
  rmSync(folder, { recursive: true });
  assert.match(stderr, /junit\.xml is no safe place .* belongs to user 65534\n/);
  assert.equal(code, 2);
  assert.equal(readFileSync(target, "utf8"), "mine");
});
