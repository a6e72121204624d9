import assert from "node:assert/strict";
import { existsSync, lchownSync, mkdirSync, readdirSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { temporaryFolder } from "../docker/engine.testing.ts";
import { asRoot, other, sharedFolder } from "../host/others.testing.ts";
import { BadInput } from "../model/errors.ts";
import { removeCertificates, runtimeFolder, writeCertificates } from "./env.ts";

const cluster = {
  ...{ name: "tuleap", run: "run-1" },
  credentials: { engines: { ca: "ca", cert: "cert", key: "key" } },
};

const around = (XDG_RUNTIME_DIR: string) => ({ env: { XDG_RUNTIME_DIR }, home: "/nowhere" });

test("certificates are written for the user alone, anew each time, and removed", async () => {
  await using runtime = await temporaryFolder();
  const folder = writeCertificates(cluster, around(runtime.path));
  assert.equal(folder, join(runtime.path, "swarmspec-certificates", "tuleap-run-1"));
  assert.equal(statSync(folder).mode & 0o777, 0o700);
  assert.equal(statSync(join(folder, "key.pem")).mode & 0o777, 0o600);
  assert.equal(writeCertificates(cluster, around(runtime.path)), folder);
  assert.deepEqual(readdirSync(folder), ["ca.pem", "cert.pem", "key.pem"]);
  removeCertificates(cluster, around(runtime.path));
  assert.ok(!existsSync(folder));
  removeCertificates(cluster, around(join(runtime.path, "missing")));
  assert.ok(!existsSync(join(runtime.path, "missing")));
});

test(
  "behind a link that another user planted nothing is removed and nothing written",
  asRoot,
  async () => {
    await using shared = await sharedFolder();
    await using mine = await temporaryFolder();
    const kept = join(mine.path, "tuleap-run-1", "kept");
    mkdirSync(kept, { recursive: true });
    const link = join(shared.path, "swarmspec-certificates");
    symlinkSync(mine.path, link);
    lchownSync(link, other, other);
    for (const act of [writeCertificates, removeCertificates])
      assert.throws(() => act(cluster, around(shared.path)), {
        name: BadInput.name,
        message: `${link} is no safe place for files of swarmspec: it is a link`,
      });
    assert.deepEqual(readdirSync(join(mine.path, "tuleap-run-1")), ["kept"]);
  },
);

test("a runtime folder that is no absolute path is ignored", () => {
  assert.equal(runtimeFolder(around("/run/user/1"), 1), "/run/user/1");
  for (const named of ["", "run", "./run", "../run"]) {
    assert.equal(runtimeFolder(around(named), 1), "/nowhere/.cache");
    assert.equal(runtimeFolder(around(named), 0), "/run");
  }
});

test("a cluster whose name leads elsewhere gets no folder", async () => {
  await using runtime = await temporaryFolder();
  mkdirSync(join(runtime.path, "kept-1"));
  for (const act of [writeCertificates, removeCertificates])
    assert.throws(() => act({ ...cluster, name: "../kept", run: "1" }, around(runtime.path)), {
      name: BadInput.name,
      message: '"../kept-1" is no name of a folder',
    });
  assert.ok(existsSync(join(runtime.path, "kept-1")));
});
