import assert from "node:assert/strict";
import { test } from "node:test";
import { loadYaml } from "./yaml-source.ts";

const text = `x-base: &base
  image: web
services:
  web:
    <<: *base
    list: [a, b]
  alias: *base
  mixed:
    <<: [*base]
`;

test("anchors and merge keys are resolved", () => {
  assert.deepEqual(loadYaml(text, "s.yml").data, {
    "x-base": { image: "web" },
    services: {
      web: { image: "web", list: ["a", "b"] },
      alias: { image: "web" },
      mixed: { image: "web" },
    },
  });
});

test("a key is found where it is written, through aliases and merge keys", () => {
  const { placeOf } = loadYaml(text, "s.yml");
  const image = { line: 2, column: 3 };
  const cases = [
    { path: ["services", "web", "list"], at: { line: 6, column: 5 } },
    { path: ["services", "web", "list", 1], at: { line: 6, column: 15 } },
    { path: ["services", "web", "image"], at: image },
    { path: ["services", "alias", "image"], at: image },
    { path: ["services", "mixed", "image"], at: image },
  ];
  for (const { path, at } of cases)
    assert.deepEqual(placeOf(path), { file: "s.yml", ...at, field: path.join(".") });
});

test("a key that is absent stands where the one above it does", () => {
  const { line } = loadYaml(text, "s.yml").placeOf(["services", "web", "deploy", "mode"]);
  assert.equal(line, 4);
});

test("it can be told whether a key is written", () => {
  const { has } = loadYaml(text, "s.yml");
  assert.ok(has(["services", "web", "image"]));
  assert.ok(has(["services", "web", "list", 1]));
  assert.ok(!has(["services", "web", "list", 2]));
  assert.ok(!has(["services", "web", "deploy"]));
});

test("a number that begins with 0 is octal, as Docker reads it", () => {
  assert.deepEqual(loadYaml("mode: 0440", "s.yml").data, { mode: 0o440 });
});

test("what is not YAML is refused at its line", () => {
  assert.throws(() => loadYaml("a: 1\nb: [\n", "s.yml"), /^BadInput: s\.yml:3:1: not YAML: /);
  assert.throws(() => loadYaml("a: 1\na: 2\n", "s.yml"), /s\.yml:2:1: not YAML: Map keys must be/);
  assert.throws(() => loadYaml("a: *b\n", "s.yml"), /s\.yml:1:4: not YAML: Unresolved alias/);
});

test("what stands at a mistake is not repeated, as it may be a password", () => {
  const cases: [text: string, says: RegExp][] = [
    ["a: *hush", /^f:1:4: not YAML: Unresolved alias/],
    ["a: 1\nb: |hush\n  c", /^f:2:5: not YAML: Block scalar header includes extra characters$/],
    ["a: b\n}hush", /^f:2:1: not YAML: Unexpected flow-map-end token/],
    ["a: @hush", /^f:1:4: not YAML: Plain value cannot start/],
  ];
  for (const [text, says] of cases)
    assert.throws(
      () => loadYaml(text, "f"),
      (error: Error) => {
        assert.match(error.message, says);
        assert.doesNotMatch(`${error.message}${error.stack}${String(error.cause)}`, /hush/);
        return true;
      },
    );
});
