import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { shellWords } from "./shell-words.ts";

test("a line is split into words as a shell would", () => {
  const cases: [line: string, wanted: string[] | undefined][] = [
    ["", []],
    ["  run   it ", ["run", "it"]],
    [`sh -c 'exec "$0" now'`, ["sh", "-c", 'exec "$0" now']],
    [`say "a \\"b\\" c" d\\ e`, ["say", 'a "b" c', "d e"]],
    [`--x="a b"c`, ["--x=a bc"]],
    [`''`, [""]],
    [`run a#b # all of it\nthen`, ["run", "a#b", "then"]],
    [`"a\\nb" e\\nf \\# '#'`, ["anb", "enf", "#", "#"]],
    ["open \\", undefined],
    [`open "quote`, undefined],
    [`it's`, undefined],
  ];
  for (const [line, wanted] of cases) assert.deepEqual(shellWords(line), wanted, line);
});

test("words in single quotes come out as they went in", () => {
  const word = fc.string().map((text) => text.replaceAll("'", ""));
  fc.assert(
    fc.property(fc.array(word), (words) => {
      assert.deepEqual(shellWords(words.map((one) => `'${one}'`).join(" ")), words);
    }),
  );
});
