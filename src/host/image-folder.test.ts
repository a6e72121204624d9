import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, relative } from "node:path";
import { test } from "node:test";
import { temporaryFolder } from "../docker/engine.testing.ts";
import { BadInput } from "../model/errors.ts";
import type { Entry } from "./folder-entries.ts";
import { imageFolder } from "./image-folder.ts";

/** A folder with a Dockerfile and these files; a path that ends with a slash is a folder. */
const folderWith = async (files: Readonly<Record<string, string>>) => {
  const folder = await temporaryFolder();
  for (const [name, text] of Object.entries({ Dockerfile: "FROM scratch\n", ...files })) {
    mkdirSync(join(folder.path, name.endsWith("/") ? name : join(name, "..")), { recursive: true });
    if (!name.endsWith("/")) writeFileSync(join(folder.path, name), text);
  }
  return folder;
};

const sent = (folder: { readonly path: string }): readonly Entry[] => {
  const entries = imageFolder(folder.path);
  assert.ok(entries, "no Dockerfile was seen");
  return entries;
};

const namesIn = (folder: { readonly path: string }) => sent(folder).map(({ name }) => name);

/** What is refused, with the path from the folder, the line if there is one, and the words. */
const refused = (folder: { readonly path: string }, message: string): void =>
  assert.throws(
    () => imageFolder(folder.path),
    (error: unknown) => {
      assert.ok(error instanceof BadInput, String(error));
      assert.equal(relative(folder.path, error.message), message);
      return true;
    },
  );

test("a folder without a Dockerfile is no image", async () => {
  await using folder = await temporaryFolder();
  assert.equal(imageFolder(folder.path), undefined);
  assert.equal(imageFolder(join(folder.path, "nowhere")), undefined);
});

test("entries are sorted by name; a file can be executed or not, and empty folders are there", async () => {
  await using folder = await folderWith({ "run.sh": "", "etc/b.conf": "b", "empty/": "" });
  chmodSync(join(folder.path, "run.sh"), 0o700);
  chmodSync(join(folder.path, "etc/b.conf"), 0o600);
  assert.deepEqual(
    sent(folder).map((entry) => [entry.name, "mode" in entry && entry.mode]),
    [
      ["Dockerfile", 0o644],
      ["empty", false],
      ["etc", false],
      ["etc/b.conf", 0o644],
      ["run.sh", 0o755],
    ],
  );
});

test("links are sent as links, wherever they lead, and nothing behind them is read", async () => {
  await using outside = await folderWith({ key: "of the host" });
  await using folder = await folderWith({ "app/main": "" });
  const links: Readonly<Record<string, string>> = {
    "app/main-too": "main",
    circle: "circle",
    dangling: "nowhere",
    file: join(outside.path, "key"),
    folder: outside.path,
    up: ".",
  };
  for (const [name, target] of Object.entries(links)) symlinkSync(target, join(folder.path, name));
  assert.deepEqual(
    sent(folder).flatMap((entry) => ("target" in entry ? [[entry.name, entry.target]] : [])),
    Object.entries(links),
  );
  assert.doesNotMatch(JSON.stringify(namesIn(folder)), /key/);
});

const ignored: readonly (readonly [string, string, readonly string[]])[] = [
  ["a name", "secret", ["a/b/deep.log", "a/secret", "keep.log", "x+y (1)", "a.txt"]],
  ["a name in any folder", "**/secret", ["a/b/deep.log", "keep.log", "x+y (1)", "a.txt"]],
  ["a folder", "a", ["keep.log", "secret", "x+y (1)", "a.txt"]],
  ["all but", "*\n!keep.log", ["keep.log"]],
  [
    "a folder but for a file in it",
    "a\n!a/b/*.log",
    ["a/b/deep.log", "keep.log", "secret", "x+y (1)", "a.txt"],
  ],
  [
    "the last line that fits counts",
    "!secret\nsecret",
    ["a/b/deep.log", "a/secret", "keep.log", "x+y (1)", "a.txt"],
  ],
  [
    "comments and empty lines",
    "# secret\n\n  \n",
    ["a/b/deep.log", "a/secret", "keep.log", "secret", "x+y (1)", "a.txt"],
  ],
  [
    "names are told apart by case",
    "SECRET",
    ["a/b/deep.log", "a/secret", "keep.log", "secret", "x+y (1)", "a.txt"],
  ],
  [
    "a plus and round brackets are themselves",
    "x+y (1)",
    ["a/b/deep.log", "a/secret", "keep.log", "secret", "a.txt"],
  ],
  ["a dot is itself", "a?txt\r\n/keep.log", ["a/b/deep.log", "a/secret", "secret", "x+y (1)"]],
  [
    "a mark of the byte order",
    "\uFEFFsecret",
    ["a/b/deep.log", "a/secret", "keep.log", "x+y (1)", "a.txt"],
  ],
];

for (const [what, text, names] of ignored)
  test(`.dockerignore: ${what}`, async () => {
    const all = { "a/secret": "", "a/b/deep.log": "", "keep.log": "", secret: "", "x+y (1)": "" };
    await using folder = await folderWith({ ...all, "a.txt": "", ".dockerignore": text });
    const files = sent(folder).flatMap((entry) => ("content" in entry ? [entry.name] : []));
    assert.deepEqual(files, [...names, "Dockerfile", ".dockerignore"].sort());
  });

test("Dockerfile and .dockerignore are sent to the engine also where they are ignored", async () => {
  await using folder = await folderWith({ ".dockerignore": "*\nDockerfile\n.dockerignore" });
  assert.deepEqual(namesIn(folder), [".dockerignore", "Dockerfile"]);
});

test("what is no pattern is refused at its line", async () => {
  await using folder = await folderWith({ ".dockerignore": "node_modules\nsecret[" });
  refused(folder, ".dockerignore:2: this is no pattern");
});

test("many stars take no time", async () => {
  const deep = `${"a/".repeat(60)}b`;
  await using folder = await folderWith({ [deep]: "", ".dockerignore": `${"**/".repeat(40)}c` });
  assert.ok(namesIn(folder).includes(deep));
});

test("a pipe and a device are refused with their path, and keep nobody waiting", async () => {
  const makers: Readonly<Record<string, (path: string) => void>> = {
    pipe: (path) => void execFileSync("mkfifo", [path]),
    ...(process.getuid?.() === 0 && {
      device: (path: string) => void execFileSync("mknod", [path, "c", "1", "5"]),
    }),
  };
  for (const [name, make] of Object.entries(makers)) {
    await using folder = await folderWith({});
    make(join(folder.path, name));
    refused(folder, `${name}: is neither file, folder nor link, so no image can hold it`);
    writeFileSync(join(folder.path, ".dockerignore"), name);
    assert.deepEqual(namesIn(folder), [".dockerignore", "Dockerfile"]);
  }
});

test("a socket is refused with its path", async () => {
  await using folder = await folderWith({});
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(join(folder.path, "socket"), resolve));
  try {
    refused(folder, "socket: is neither file, folder nor link, so no image can hold it");
  } finally {
    server.close();
  }
});

/** Root may read everything: what it may not is tried as nobody. */
const asNobody = (work: () => void): void => {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65534);
  try {
    work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
};

test("what may not be read is refused with its path", async () => {
  for (const name of ["key", "sub/"]) {
    await using folder = await folderWith({ [name]: "" });
    chmodSync(folder.path, 0o755);
    chmodSync(join(folder.path, name), 0);
    asNobody(() => refused(folder, `${name.replace("/", "")}: cannot be read: permission denied`));
    writeFileSync(join(folder.path, ".dockerignore"), name);
    asNobody(() => assert.deepEqual(namesIn(folder), [".dockerignore", "Dockerfile"]));
    chmodSync(join(folder.path, name), 0o700);
  }
});

test("a Dockerfile may be a link within its folder, and no other", async () => {
  await using outside = await folderWith({});
  const cases: readonly (readonly [string, string])[] = [
    [join(outside.path, "Dockerfile"), "Dockerfile: is a link that leads out of its folder"],
    ["nowhere", "Dockerfile: cannot be read: no such file or directory"],
    ["Dockerfile", "Dockerfile: cannot be read: too many symbolic links encountered"],
  ];
  for (const [target, message] of cases) {
    await using folder = await temporaryFolder();
    symlinkSync(target, join(folder.path, "Dockerfile"));
    refused(folder, message);
  }
  await using folder = await temporaryFolder();
  writeFileSync(join(folder.path, "Containerfile"), "FROM scratch\n");
  symlinkSync("Containerfile", join(folder.path, "Dockerfile"));
  assert.deepEqual(namesIn(folder), ["Containerfile", "Dockerfile"]);
});

test("the older edition of the tenants' image is the same application", () => {
  const [web, before] = ["web", "web-before"].map((name) =>
    sent({ path: join(import.meta.dirname, "../../fixtures/images", name) }).filter(
      (entry) => entry.name !== "Dockerfile",
    ),
  );
  assert.deepEqual(before, web);
});
