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
  const cases: [text: string, says: RegExp][] = [
    ["a: 1\nb: [\n", /^BadInput: s\.yml:3:1: not YAML: /],
    ["a: 1\na: 2\n", /s\.yml:2:1: not YAML: a map has the same key twice/],
    ["a: &a {}\nb:\n  <<: *a\n  <<: *a\n", /s\.yml:4:3: not YAML: a map has the same key twice/],
    ["a: *b\n", /s\.yml:1:4: not YAML: there is no anchor of that name/],
    ["a: &b [*b]\n", /s\.yml:1:8: not YAML: an anchor contains itself/],
    ["a: &b.c d\n", /s\.yml:1:6: not YAML: expected alphabetic or numeric character$/],
    ["a: b\n\t\nc: d\n", /s\.yml:2:1: not YAML: found a tab that indents/],
    ['a: "\\/"\n', /s\.yml:1:5: not YAML: found an unknown escape/],
    ["a: b\nc: \x07\n", /s\.yml:2:4: not YAML: control characters are not allowed/],
    ["80: a\n", /s\.yml:1:1: not YAML: a key must be a text$/],
    ["a:\n  ~: b\n", /s\.yml:2:3: not YAML: a key must be a text$/],
    ["a: {{ b }}\n", /s\.yml:1:5: not YAML: a key must be a text$/],
    ["a: .inf\n", /s\.yml:1:4: not YAML: docker takes no such number/],
    ["a: !!int x\n", /s\.yml:1:4: not YAML: what is written is not what its tag says/],
    ["a:\n  <<: b\n", /s\.yml:2:7: not YAML: << must be a map or a list of maps/],
  ];
  for (const [text, says] of cases) assert.throws(() => loadYaml(text, "s.yml"), says);
});

test("what stands at a mistake is not repeated, as it may be a password", () => {
  const cases: [text: string, says: RegExp][] = [
    ["a: *hush", /^f:1:4: not YAML: there is no anchor/],
    ["a: 1\nb: |hush\n  c", /^f:2:5: not YAML: expected a comment or a line break$/],
    ["a: b\n}hush", /^f:2:1: not YAML: expected <block end>/],
    ["a: @hush", /^f:1:4: not YAML: nothing can begin so: put it into quotes$/],
    ["a: !hush!b c", /^f:1:4: not YAML: found undefined tag handle$/],
    ['a: "\\qhush"', /^f:1:5: not YAML: found an unknown escape$/],
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

test("lines within quotes and brackets may be indented as little as the key", () => {
  const text = "a:\n  b: 'c\n  d'\n  e: [f,\n  g\n  ]\n";
  assert.deepEqual(loadYaml(text, "s").data, { a: { b: "c d", e: ["f", "g"] } });
});

test("tabs may part what is on a line, and begin no line", () => {
  assert.deepEqual(loadYaml("a:\t1\nb: c\t# d\ne: [f,\n\tg]\n", "s").data, {
    a: 1,
    b: "c",
    e: ["f", "g"],
  });
});

test("only the first document is read", () => {
  assert.deepEqual(loadYaml("---\na: b\n---\n{{", "s").data, { a: "b" });
  assert.deepEqual(loadYaml("a: b\n...\n", "s").data, { a: "b" });
});

test("a block text that ends with the file ends with no line end", () => {
  assert.deepEqual(loadYaml("a: |\n  b\n  c", "s").data, { a: "b\nc" });
  assert.deepEqual(loadYaml("a: |\n  b\n  c\n", "s").data, { a: "b\nc\n" });
});

test("what heads a block text may have a comment or a tab behind it", () => {
  assert.deepEqual(loadYaml("a: |-#b\n  c\nd: >2+\t# e\n   f\n\n", "s").data, {
    a: "c",
    d: " f\n\n",
  });
  assert.throws(() => loadYaml("a: |0\n  b", "s"), /s:1:5: not YAML: a block text cannot be/);
});

test("a file may begin with a byte order mark", () => {
  assert.deepEqual(loadYaml("\uFEFFa: 1\nb: 2\n", "s").data, { a: 1, b: 2 });
});

test("lines may end as on any machine", () => {
  for (const end of ["\n", "\r\n", "\r"])
    assert.deepEqual(loadYaml(`a:\n  b: |\n    c\n    d\n`.replaceAll("\n", end), "s").data, {
      a: { b: "c\nd\n" },
    });
});

test("quoted texts may hold what looks like the end of a document, and every escape of Go", () => {
  const text = `a: "\\x41\\u00e9\\U0001F600\\e\\'\\\n  b\n-----END"`;
  assert.deepEqual(loadYaml(text, "s").data, { a: "Aé😀\x1b'b -----END" });
});

test("an anchor may be used as often as one likes, as long as it is small", () => {
  const uses = Array.from({ length: 1000 }, (_, i) => `k${i}: *a`).join("\n");
  assert.equal(Object.keys(loadYaml(`a: &a {b: c}\n${uses}`, "s").data as object).length, 1001);
  const doubled = (level: number) =>
    `a${level}: &a${level} [${"*a".concat(String(level - 1), ",").repeat(10)}]`;
  const bomb = ["a0: &a0 [b]", ...Array.from({ length: 9 }, (_, i) => doubled(i + 1))].join("\n");
  assert.throws(() => loadYaml(bomb, "s"), /not YAML: aliases stand for too much/);
});

test("an anchor may be given again, and an alias stands where it is written", () => {
  const { data, placeOf } = loadYaml("a: &a b\nc: &a d\ne:\n  - *a\n", "s");
  assert.deepEqual(data, { a: "b", c: "d", e: ["d"] });
  assert.deepEqual(placeOf(["e", 0]), { file: "s", line: 4, column: 5, field: "e.0" });
});

test("of merged maps the first that has a key wins, and a key of one's own wins over all", () => {
  const text = "a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc:\n  <<: [*a, *b]\n  x: 3\n";
  const { c } = loadYaml(text, "s").data as { readonly c: unknown };
  assert.deepEqual(c, { x: 3, y: 1, z: 2 });
});
