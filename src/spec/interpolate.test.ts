// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of stack files
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { interpolate, oddVariable } from "./interpolate.ts";

const variables = new Map([
  ["A", "one"],
  ["EMPTY", ""],
]);
const filled = (text: string): string => interpolate(text, (name) => variables.get(name));

test("variables are filled in as Compose does", () => {
  const cases: [text: string, wanted: string][] = [
    ["$A and ${A}", "one and one"],
    ["${B}$B", ""],
    ["$$A $$", "$A $"],
    ["${B:-two}${B-two}", "twotwo"],
    ["${EMPTY:-two}|${EMPTY-two}", "two|"],
    ["${A:-two}${A?why}${A:?why}", "oneoneone"],
    ["${EMPTY?why}", ""],
    ["${B:-}", ""],
    ["$A.b", "one.b"],
    ["${A:+set}${EMPTY:+set}${B:+set}", "set"],
    ["${A+set}|${EMPTY+set}|${B+set}", "set|set|"],
    ["${B:-a:b?c-d/e}", "a:b?c-d/e"],
    ["${A}-web", "one-web"],
    ["$A+b", "one+b"],
  ];
  for (const [text, wanted] of cases) assert.equal(filled(text), wanted, text);
});

test("where the docker CLI reads a variable in its own way, so do we, and it can be told", () => {
  const cases: [text: string, wanted: string, told: RegExp][] = [
    ["$A-web", "one", /reads \$A-web as one variable with a default/],
    ["$B-web", "web", /reads \$B-web as one variable/],
    ["${B:-${A}}", "${A}", /fills in no variable within another, as in \$\{B:-\$\{A\}\}/],
    ["${B:?set-it}", "it", /takes what follows the - in \$\{B:\?set-it\} for a default/],
  ];
  for (const [text, wanted, told] of cases) {
    assert.equal(filled(text), wanted, text);
    assert.match(oddVariable(text) ?? "", told);
  }
  for (const text of ["$A", "${A-b-c}", "${A:?why}", "$$A-b", "a-b", "${A}-web"])
    assert.equal(oddVariable(text), undefined, text);
});

test("what is only filled in where a variable is set may hold any sign", () => {
  for (const [text, wanted] of [
    ["${A:+--verbose}", "--verbose"],
    ["${A+a?b:-c}", "a?b:-c"],
    ["${B:+--verbose}", ""],
    ["${EMPTY:+x-y}", ""],
    ["${EMPTY+x-y}", "x-y"],
  ] as const)
    assert.equal(filled(text), wanted, text);
});

test("a required variable that is not set is refused with its reason", () => {
  assert.throws(() => filled("${B:?no b}"), { message: "the variable B is not set: no b" });
  assert.throws(() => filled("${EMPTY:?}"), { message: "the variable EMPTY is not set" });
});

test("a dollar sign that begins no variable is refused", () => {
  for (const text of ["$", "$ A", "${", "${A!b}", "${ A}", "${}", "$1"])
    assert.throws(() => filled(text), { hint: /write \$\$ for a dollar sign/ }, text);
});

test("a text without a dollar sign stays as it is", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const plain = text.replaceAll("$", "");
      assert.equal(filled(plain), plain);
    }),
  );
});

test("any text survives with its dollar signs doubled", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      assert.equal(filled(text.replaceAll("$", "$$$$")), text);
    }),
  );
});
