import assert from "node:assert/strict";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import tar from "tar-stream";
import type { File } from "./folder-entries.ts";
import { hashOf, packed } from "./images.ts";

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
  ["link", hashOf(base, [file(), { name: "app", target: "/srv" }])],
  ["number of files", hashOf(base, [file(), file({ name: "b", content: Buffer.alloc(0) })])],
];

for (const [what, changed] of changes)
  test(`another ${what} is another hash`, () => assert.notEqual(changed, original));

test("the same base and files always have the same hash, fit for a tag", () => {
  assert.equal(hashOf(base, [file()]), original);
  assert.match(original, /^[0-9a-f]{12}$/);
});

test("another target of a link, or a folder instead of it, is another hash", () => {
  const hashes = [
    { name: "app", target: "/srv" },
    { name: "app", target: "/etc" },
    { name: "app" },
    file({ name: "app", content: Buffer.from("link\0/srv") }),
  ].map((entry) => hashOf(base, [entry]));
  assert.equal(new Set(hashes).size, hashes.length);
});

test("what moves from one file to the next changes the hash", () => {
  const two = (a: string, b: string) =>
    hashOf(base, [
      file({ name: "a", content: Buffer.from(a) }),
      file({ name: "b", content: Buffer.from(b) }),
    ]);
  assert.notEqual(two("xy", "z"), two("x", "yz"));
});

test("the same files are packed to the same bytes at any time", async (context) => {
  const files = [file(), file({ name: "run.sh", mode: 0o755 })];
  const first = await packed(files);
  context.mock.timers.enable({ apis: ["Date"], now: new Date("2031-01-01") });
  assert.ok((await packed(files)).equals(first));
});

test("an archive holds files, links and folders as they are", async () => {
  const files = [file(), file({ name: "etc/run.sh", mode: 0o755, content: Buffer.from("true\n") })];
  const archive = tar.extract();
  archive.end(await packed([...files, { name: "app", target: "../web/app" }, { name: "empty" }]));
  const seen: unknown[] = [];
  for await (const entry of archive) {
    const { type, name, mode, linkname } = entry.header;
    seen.push([type, name, mode, linkname ?? (await text(entry))]);
  }
  assert.deepEqual(seen, [
    ["file", "Dockerfile", 0o644, String(file().content)],
    ["file", "etc/run.sh", 0o755, "true\n"],
    ["symlink", "app", 0o777, "../web/app"],
    ["directory", "empty", 0o755, ""],
  ]);
});
