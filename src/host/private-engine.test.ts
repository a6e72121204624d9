import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import { fakeEngine, temporaryFolder, versionOf } from "../docker/engine.testing.ts";
import { BadInput } from "../model/errors.ts";
import { asRoot, foreignFolder, other } from "./others.testing.ts";
import { isRunning, privateFolder, usePrivateEngine } from "./private-engine.ts";
import { thisRun } from "./run-id.ts";

const use = { run: thisRun(), tell: () => {} };

const ending = (child: ReturnType<typeof spawn>) =>
  Object.assign(child, { [Symbol.dispose]: () => void child.kill("SIGKILL") });

/** A process that is taken for the engine of a folder, by its arguments. */
const daemonOf = (folder: string) => {
  const path = join(folder, "docker.pid");
  const daemon = spawn(process.execPath, ["-e", "setInterval(() => {}, 1e6)", "--", path]);
  writeFileSync(path, `${daemon.pid}`);
  return ending(daemon);
};

const withoutContainers: RequestListener = (request, response) => {
  if (!request.url?.includes("/containers/json")) return versionOf("1.41")(request, response);
  return response.setHeader("content-type", "application/json").end("[]");
};

/** Another user, who holds the lock of former versions. */
const bound = async (socket: string) => {
  const code = `require("net").createServer().listen("\\0${socket}", () => console.log("bound"))`;
  const binder = spawn(process.execPath, ["-e", code], {
    ...{ uid: other, gid: other },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await Promise.race([once(binder.stdout, "data"), once(binder, "exit")]);
  return ending(binder);
};

test(
  "an engine is joined and stopped by its user, whatever another user has bound",
  asRoot,
  async () => {
    await using home = await temporaryFolder();
    const folder = join(home.path, "engine");
    mkdirSync(folder);
    await using _engine = await fakeEngine(join(folder, "docker.sock"), withoutContainers);
    using daemon = daemonOf(folder);
    using _binder = await bound(`swarmspec:${folder}`);
    const ended = once(daemon, "exit");
    const { release } = await usePrivateEngine(home.path, use);
    assert.deepEqual(readdirSync(join(folder, "leases")), [use.run]);
    assert.ok(isRunning(folder));
    await release();
    assert.deepEqual(await ended, [null, "SIGTERM"]);
    assert.ok(!isRunning(folder));
  },
);

test("an engine is looked for where it would be, and nothing is made for that", async () => {
  await using top = await temporaryFolder();
  const home = join(top.path, "home");
  assert.equal(privateFolder(home), undefined);
  assert.deepEqual(readdirSync(top.path), []);
  mkdirSync(join(home, "engine"), { recursive: true });
  assert.equal(privateFolder(home), join(home, "engine"));
});

test("an engine in another user's folder is neither joined nor looked for", asRoot, async () => {
  await using home = await temporaryFolder();
  foreignFolder(join(home.path, "engine"));
  const isForeign = { name: BadInput.name, message: /engine .* belongs to user 65534$/ };
  await assert.rejects(usePrivateEngine(home.path, use), isForeign);
  assert.throws(() => privateFolder(home.path), isForeign);
});

test("leases are not written through a link", async () => {
  await using home = await temporaryFolder();
  mkdirSync(join(home.path, "engine"));
  symlinkSync("..", join(home.path, "engine", "leases"));
  await assert.rejects(usePrivateEngine(home.path, use), /leases .* is a link$/);
});
