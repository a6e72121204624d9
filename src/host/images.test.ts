import assert from "node:assert/strict";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import tar from "tar-stream";
import { temporaryFolder } from "../docker/engine.testing.ts";
import { type File, filesIn, hashOf, packed } from "./images.ts";

const file = (facts: Partial<File> = {}): File => ({
  name: "Dockerfile",
  mode: 0o644,
  content: Buffer.from("ARG BASE\nFROM $BASE\n"),
  ...facts,
});

const base = "debian:trixie-slim";
const original = hashOf(base, [file()]);

const changes: [string, string][] = [
  ["base", hashOf("swarmspec/base:0123456789ab", [file()])],
  ["content", hashOf(base, [file({ content: Buffer.from("FROM scratch\n") })])],
  ["mode", hashOf(base, [file({ mode: 0o755 })])],
  ["name", hashOf(base, [file({ name: "Containerfile" })])],
  ["number of files", hashOf(base, [file(), file({ name: "b", content: Buffer.alloc(0) })])],
];

for (const [what, changed] of changes)
  test(`another ${what} is another hash`, () => assert.notEqual(changed, original));

test("the same base and files always have the same hash, fit for a tag", () => {
  assert.equal(hashOf(base, [file()]), original);
  assert.match(original, /^[0-9a-f]{12}$/);
});

test("what moves from one file to the next changes the hash", () => {
  const two = (a: string, b: string) =>
    hashOf(base, [
      file({ name: "a", content: Buffer.from(a) }),
      file({ name: "b", content: Buffer.from(b) }),
    ]);
  assert.notEqual(two("xy", "z"), two("x", "yz"));
});

test("files are read sorted by name, with paths from the folder, executable or not", async () => {
  await using folder = await temporaryFolder();
  const path = (...names: string[]) => join(folder.path, ...names);
  mkdirSync(path("etc"));
  writeFileSync(path("run.sh"), "exec sleep\n", { mode: 0o600 });
  chmodSync(path("run.sh"), 0o700);
  writeFileSync(path("etc", "b.conf"), "b", { mode: 0o600 });
  writeFileSync(path("Dockerfile"), "FROM scratch\n");
  assert.deepEqual(
    filesIn(folder.path).map(({ name, mode }) => [name, mode]),
    [
      ["Dockerfile", 0o644],
      ["etc/b.conf", 0o644],
      ["run.sh", 0o755],
    ],
  );
});

test("the same files are packed to the same bytes at any time", async (context) => {
  const files = [file(), file({ name: "run.sh", mode: 0o755 })];
  const first = await packed(files);
  context.mock.timers.enable({ apis: ["Date"], now: new Date("2031-01-01") });
  assert.ok((await packed(files)).equals(first));
});

test("an archive holds each file with its mode and content", async () => {
  const files = [file(), file({ name: "etc/run.sh", mode: 0o755, content: Buffer.from("true\n") })];
  const archive = tar.extract();
  archive.end(await packed(files));
  const seen: unknown[] = [];
  for await (const entry of archive)
    seen.push([entry.header.name, entry.header.mode, await text(entry)]);
  assert.deepEqual(
    seen,
    files.map(({ name, mode, content }) => [name, mode, String(content)]),
  );
});
