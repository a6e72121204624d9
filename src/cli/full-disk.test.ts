import assert from "node:assert/strict";
import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { smallDisk } from "../host/small-disk.testing.ts";
import { Project } from "./made-up-project.testing.ts";

const passing = "Feature: good\n  Scenario: g\n    When it is done\n    Then it holds\n";

const passingProject = (): Project => {
  const project = new Project({ "features/good.feature": passing });
  mkdirSync(join(project.folder, "report"));
  return project;
};

for (const name of ["junit.xml", "summary.md", "index.html"])
  test(`a run whose ${name} finds no room on the disk says so, has the others, and is not green`, async () => {
    using project = passingProject();
    symlinkSync("/dev/full", join(project.folder, "report", name));
    const { code, stdout, stderr, file } = await project.run();
    assert.equal(code, 1, stderr);
    assert.match(stdout, /1 scenario: 1 passed/);
    assert.match(stderr, new RegExp(`cannot write .*${name}: ENOSPC`));
    for (const other of ["junit.xml", "summary.md", "index.html"].filter((one) => one !== name))
      assert.ok(file(other).length > 0, other);
  });

test("a run without any room for its report says all that is missing, leaves no half of a file, and is not green", async (t) => {
  using project = passingProject();
  const folder = join(project.folder, "report");
  using disk = smallDisk(folder, 4096);
  if (disk === undefined) return t.skip("only root can mount a small disk");
  const { code, stdout, stderr } = await project.run();
  assert.equal(code, 1, stderr);
  assert.match(stdout, /1 scenario: 1 passed/);
  for (const name of ["messages.ndjson", "junit.xml", "summary.md", "index.html"]) {
    assert.match(stderr, new RegExp(`^cannot write .*${name}: ENOSPC`, "m"));
    if (name !== "messages.ndjson") assert.ok(!existsSync(join(folder, name)), name);
  }
  assert.doesNotMatch(stderr, / at .*:\d+:\d+/);
});
