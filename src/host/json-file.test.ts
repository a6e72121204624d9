import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { temporaryFolder } from "../docker/engine.testing.ts";
import { SwarmspecError } from "../model/errors.ts";
import { type JsonMap, jsonFile, mapAt, textAt } from "./json-file.ts";

const secret = "c2VjcmV0";

const reading = async (text: string, read: (map: JsonMap | undefined) => unknown = () => {}) => {
  await using folder = await temporaryFolder();
  writeFileSync(join(folder.path, "f.json"), text);
  try {
    return read(await jsonFile(join(folder.path, "f.json")));
  } catch (error) {
    assert.ok(error instanceof SwarmspecError, String(error));
    assert.doesNotMatch(`${error.message} ${error.cause ?? ""}`, new RegExp(secret));
    return error.message.replace(`${folder.path}/`, "");
  }
};

const broken: readonly (readonly [string, string, string])[] = [
  ["is cut off", `{"auth": "${secret}"`, "f.json:1:20: is not JSON"],
  ["is cut off in a text", `{\n"auth": "${secret}`, "f.json:2:18: is not JSON"],
  ["has a bare word", `{\n  "auth":\n    ${secret}\n}`, "f.json:3:5: is not JSON"],
  ["is a bare word", secret, "f.json:1:1: is not JSON"],
  ["has a comma too many", `{"auth": "${secret}",}`, "f.json:1:21: is not JSON"],
  ["goes on behind its end", `{"auth": "${secret}"} x`, "f.json:1:22: is not JSON"],
  ["has a line end in a text", `{"auth": "${secret}\n"}`, "f.json:1:19: is not JSON"],
  ["is empty", "", "f.json:1:1: is not JSON"],
  ["is deeper than anyone looks", "[".repeat(100_000), "f.json: is not JSON"],
  [
    "begins with a mark of the byte order",
    `\uFEFF{"auth": "${secret}"}`,
    "f.json:1:1: is not JSON",
  ],
  ["is a list", `["${secret}"]`, "f.json: it has to be a map, and is none"],
  ["is a text", `"${secret}"`, "f.json: it has to be a map, and is none"],
  ["is null", "null", "f.json: it has to be a map, and is none"],
  ["is a number", "7", "f.json: it has to be a map, and is none"],
];

for (const [what, text, message] of broken)
  test(`a file that ${what} is told by its place and not quoted`, async () => {
    assert.equal(await reading(text), message);
  });

test("whatever a file holds, its error does not quote it", async () => {
  const noise = fc.string({ unit: fc.constantFrom(...'{}[]",:\n 1ntx\\') });
  await fc.assert(
    fc.asyncProperty(noise, noise, async (before, behind) => {
      await reading(`${before}${secret}${behind}`);
    }),
    { numRuns: 200 },
  );
});

test("what is no map or text where one has to be is told by its keys", async () => {
  const get = (map: JsonMap | undefined) => textAt(mapAt(mapAt(map, "auths"), "a:5000"), "auth");
  const cases: readonly (readonly [string, unknown])[] = [
    [`{"auths": ["${secret}"]}`, "f.json: auths has to be a map, and is none"],
    [`{"auths": {"a:5000": "${secret}"}}`, "f.json: auths.a:5000 has to be a map, and is none"],
    [
      '{"auths": {"a:5000": {"auth": 7}}}',
      "f.json: auths.a:5000.auth has to be a text, and is none",
    ],
    [
      '{"auths": {"a:5000": {"auth": false}}}',
      "f.json: auths.a:5000.auth has to be a text, and is none",
    ],
    [`{"auths": {"a:5000": {"auth": "${secret}"}}}`, secret],
    ['{"auths": {"a:5000": {"auth": ""}}}', undefined],
    ['{"auths": {"a:5000": null}}', undefined],
    ['{"auths": null}', undefined],
    ["{}", undefined],
  ];
  for (const [text, said] of cases) assert.equal(await reading(text, get), said, text);
});

test("what every object has is nobody's key", async () => {
  assert.equal(await reading("{}", (map) => textAt(map, "constructor")), undefined);
});

test("a file that is not there is none; one that cannot be read is told by its path", async () => {
  await using folder = await temporaryFolder();
  writeFileSync(join(folder.path, "file"), "");
  mkdirSync(join(folder.path, "folder"));
  assert.equal(await jsonFile(join(folder.path, "nowhere")), undefined);
  assert.equal(await jsonFile(join(folder.path, "file", "below")), undefined);
  await assert.rejects(jsonFile(join(folder.path, "folder")), {
    message: `${join(folder.path, "folder")}: cannot be read: illegal operation on a directory`,
  });
});
