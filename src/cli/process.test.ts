import assert from "node:assert/strict";
import { test } from "node:test";
import { BadInput } from "../model/errors.ts";
import { explained } from "./process.ts";

test("an error of ours is its lines and what to do next", () => {
  const error = new BadInput(["two things:", "  a\x1b[2J\nb"], { hint: "name\none" });
  assert.deepEqual(explained(error), ["two things:", "  a\\x1b[2J\\nb", "  name\\none"]);
});

test("any other error is one line and where it was thrown, whatever its message looks like", () => {
  const error = new TypeError("a\x1b[2J\n    at forged (file:///here.ts:1:1)\nall is well");
  const [first, ...frames] = explained(error);
  assert.equal(first, "TypeError: a\\x1b[2J\\n    at forged (file:///here.ts:1:1)\\nall is well");
  assert.match(frames[0] ?? "", /^ *at .*process\.test\.ts:\d+:\d+/);
  assert.ok(frames.every((line) => /^ *at /.test(line) && !line.includes("forged")));
  assert.deepEqual(explained("gone\n"), ["gone\\n"]);
});
