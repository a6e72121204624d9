import assert from "node:assert/strict";
import { test } from "node:test";
import { variablesIn } from "./env-file.ts";

const environment = new Map([["HOME", "/root"]]);
const read = (text: string) =>
  variablesIn(text, "a.env", {
    lookup: (name) => environment.get(name),
    entry: (_, value) => value,
  });

test("an env file is read as the docker CLI does: quotes and blanks of a value stay", () => {
  assert.deepEqual(read('\uFEFFA=1 \n# no\n\n  B=\nC="c"\r\nA=2\nD=x=y\n  #E=e\n'), {
    A: "2",
    B: "",
    C: '"c"',
    D: "x=y",
  });
});

test("a name alone has the value of that variable, or is left out", () => {
  assert.deepEqual(read("HOME\nNOPE\n"), { HOME: "/root" });
});

test("what the docker CLI refuses is refused at its line", () => {
  assert.throws(() => read("A=1\n=2\n"), { message: "a.env:2: a variable without a name" });
  assert.throws(() => read("A =1\n"), { message: "a.env:1: a variable with a space in its name" });
});

test("of a line that is refused nothing is repeated, as it may hold a secret", () => {
  for (const line of ["hush hush", "export PW=hush", "PW = hush", "=hush"])
    assert.throws(
      () => read(`A=1\n${line}\n`),
      (error: Error & { hint?: string }) => {
        assert.match(error.message, /^a\.env:2: /);
        assert.doesNotMatch(`${error.message} ${error.hint}`, /hush/);
        return true;
      },
    );
});
