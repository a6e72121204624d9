import assert from "node:assert/strict";
import { test } from "node:test";
import { doctor, table } from "./doctor.ts";

/** No program is on the path, so that nothing is tried on the machine of the tests. */
const around = (text: string[]) => ({
  env: { DOCKER_HOST: "unix:///there/is/no.sock", PATH: "" },
  home: "/nowhere",
  stdout: { write: (more: string) => text.push(more) },
});

test("a named engine that does not answer is a finding, and exits with 1", async () => {
  const text: string[] = [];
  assert.equal(await doctor(around(text)), 1);
  assert.match(text.join(""), /^missing {2}engine .*DOCKER_HOST does not answer/);
});

test("--json is one document with all findings", async () => {
  const text: string[] = [];
  await doctor(around(text), { json: true });
  const { usable, findings } = JSON.parse(text.join(""));
  assert.equal(usable, false);
  assert.deepEqual(Object.keys(findings[0]), ["check", "state", "seen", "follows"]);
});

test("findings fit 80 columns, with what follows below", () => {
  const lines = table([
    { check: "engine", state: "ok", seen: "28.5.2", follows: "" },
    { check: "IPVS", state: "missing", seen: "not here", follows: "no mesh ".repeat(20).trim() },
  ]);
  assert.deepEqual(lines.slice(0, 2), ["ok       engine  28.5.2", "missing  IPVS    not here"]);
  assert.match(lines[2] ?? "", /^ {9}-> no mesh no mesh/);
  for (const line of lines) assert.ok(line.length <= 80, line);
});
