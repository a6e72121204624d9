import assert from "node:assert/strict";
import { test } from "node:test";
import { BadInput, errorLines, SwarmspecError } from "./errors.ts";
import { fail } from "./verdict.ts";

const task = "cannot start: \x1b[2J\nall is well";

test("an error has the lines that it was given, whatever others have put into them", () => {
  const error = new SwarmspecError(["two things:", `  ${task}`], { hint: task });
  assert.equal(error.message, "two things:\n  cannot start: \\x1b[2J\\nall is well");
  assert.deepEqual(error.lines, error.message.split("\n"));
  assert.equal(error.hint, "cannot start: \\x1b[2J\\nall is well");
});

test("the place of a mistake stands before its first line, in which a file's name ends nothing", () => {
  const error = new BadInput(["is no number", "  nor a text"], {
    place: { file: "a\nb", line: 3 },
  });
  assert.deepEqual(error.lines, ["a\\nb:3: is no number", "  nor a text"]);
});

test("what is not ours is one line", () => {
  assert.deepEqual(errorLines(new Error(task)), ["cannot start: \\x1b[2J\\nall is well"]);
  assert.deepEqual(errorLines("gone\n"), ["gone\\n"]);
});

test("a piece of evidence is one line", () => {
  assert.deepEqual(fail(task, "b").evidence, ["cannot start: \\x1b[2J\\nall is well", "b"]);
});
