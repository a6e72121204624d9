import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { obeyedIn } from "../model/foreign.testing.ts";
import { runIn } from "./made-up-run.testing.ts";

const run = runIn("hostile");
after(() => rmSync(run.folder, { recursive: true }));

const written = (file: string): string => {
  const bytes = readFileSync(join(run.folder, file));
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
};

test("a run tells what others said, and obeys nothing of it", () => {
  assert.equal(run.code, 1, run.stderr);
  assert.equal(obeyedIn(run.stdout), undefined);
  assert.equal(obeyedIn(run.stderr), undefined);
  assert.ok(
    run.stdout.includes("    seen \\x1b[2J\\x1b[H\\x1b[32m2 of 2 ok\\x1b[8m\\n2 scenarios"),
  );
  // Of what was said not one line begins as one of ours does.
  assert.equal(run.stdout.match(/^2 scenarios.*$/gm)?.join(), "2 scenarios: 2 failed");
});

test("its page and its summary show everything", () => {
  for (const file of ["index.html", "summary.md"]) assert.equal(obeyedIn(written(file)), undefined);
  assert.ok(
    written("index.html").includes("\\x00\\x07\\x9b31m\\u202e\\u2028\\ud800 ]]> &lt;script>"),
  );
});

test("its JUnit XML has no character that XML does not know", () => {
  const known = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
  assert.match(written("junit.xml"), known);
});
