import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { chownSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fakeEngine, temporaryFolder } from "../docker/engine.testing.ts";
import { findEngine, usualSockets } from "./find-engine.ts";
import { asRoot, foreignFolder, other, sharedFolder } from "./others.testing.ts";

/** Looks with nothing but that environment; no test sees the sockets of this machine. */
const finding = (home: string, env: Record<string, string>, sockets: string[] = []) =>
  findEngine({ env, home }, sockets);

/** Writes the metadata of a context as the docker CLI does; returns where its certificates belong. */
const writeContext = (folder: string, name: string, Host: string): string => {
  const id = createHash("sha256").update(name).digest("hex");
  const meta = join(folder, "contexts", "meta", id);
  mkdirSync(meta, { recursive: true });
  writeFileSync(
    join(meta, "meta.json"),
    JSON.stringify({ Name: name, Endpoints: { docker: { Host } } }),
  );
  return join(folder, "contexts", "tls", id, "docker");
};

const writeCertificates = (folder: string): void => {
  mkdirSync(folder, { recursive: true });
  for (const name of ["ca", "cert", "key"]) writeFileSync(join(folder, `${name}.pem`), name);
};

const socketAt = (path: string, foundBy: string) => ({
  endpoint: { kind: "socket", path },
  foundBy,
});

test("DOCKER_HOST comes before a context and before the usual sockets", async () => {
  await using folder = await temporaryFolder();
  const [at, other] = [join(folder.path, "a b.sock"), join(folder.path, "other.sock")];
  await using _engine = await fakeEngine(at);
  await using _other = await fakeEngine(other);
  writeContext(folder.path, "lab", `unix://${other}`);
  const env = { DOCKER_HOST: `unix://${at}`, DOCKER_CONTEXT: "lab", DOCKER_CONFIG: folder.path };
  assert.deepEqual(await finding("/nowhere", env, [other]), socketAt(at, "DOCKER_HOST"));
});

test("DOCKER_CONTEXT comes before the current context", async () => {
  await using folder = await temporaryFolder();
  const at = join(folder.path, "docker.sock");
  await using _engine = await fakeEngine(at);
  writeContext(folder.path, "lab", `unix://${at}`);
  writeFileSync(join(folder.path, "config.json"), '{"currentContext":"gone"}');
  const env = { DOCKER_CONTEXT: "lab", DOCKER_CONFIG: folder.path };
  assert.deepEqual(await finding("/nowhere", env), socketAt(at, 'the docker context "lab"'));
});

test("the current context is read from the home folder; an empty variable is none", async () => {
  await using home = await temporaryFolder();
  const [config, at] = [join(home.path, ".docker"), join(home.path, "docker.sock")];
  await using _engine = await fakeEngine(at);
  writeContext(config, "lab", `unix://${at}`);
  writeFileSync(join(config, "config.json"), '{"currentContext":"lab"}');
  const env = { DOCKER_HOST: "", DOCKER_CONTEXT: "", DOCKER_CONFIG: "" };
  assert.deepEqual(await finding(home.path, env), socketAt(at, 'the docker context "lab"'));
});

test("the context called default means the usual sockets", async () => {
  await using folder = await temporaryFolder();
  const at = join(folder.path, "docker.sock");
  await using _engine = await fakeEngine(at);
  const found = await finding(folder.path, { DOCKER_CONTEXT: "default" }, [at]);
  assert.deepEqual(found, socketAt(at, `the socket ${at}`));
});

test("a context that does not exist is told by name", async () => {
  await using folder = await temporaryFolder();
  await assert.rejects(finding(folder.path, { DOCKER_CONTEXT: "gone" }), {
    name: "Unreachable",
    message: 'the docker context "gone" does not exist',
  });
});

test("a context that names no engine is told by name and file", async () => {
  await using folder = await temporaryFolder();
  writeContext(folder.path, "lab", "unix:///nowhere");
  const id = createHash("sha256").update("lab").digest("hex");
  const meta = join(folder.path, "contexts", "meta", id, "meta.json");
  const env = { DOCKER_CONTEXT: "lab", DOCKER_CONFIG: folder.path };
  const cases: readonly (readonly [string, string])[] = [
    ['{"Name": "lab"}', 'the docker context "lab" names no engine'],
    ['{"Endpoints": {"kubernetes": {}}}', 'the docker context "lab" names no engine'],
    ['{"Endpoints": {"docker": {"Host": ""}}}', 'the docker context "lab" names no engine'],
    [
      '{"Endpoints": {"docker": {"Host": 7}}}',
      `${meta}: Endpoints.docker.Host has to be a text, and is none`,
    ],
    ['{"Endpoints": []}', `${meta}: Endpoints has to be a map, and is none`],
    ['{"Token": "hunter2', `${meta}:1:19: is not JSON`],
  ];
  for (const [text, message] of cases) {
    writeFileSync(meta, text);
    await assert.rejects(finding("/nowhere", env), { message }, text);
  }
});

test("a config file that is broken or holds no map is told by its place, and not quoted", async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, "config.json");
  const cases: readonly (readonly [string, string])[] = [
    ['{"auths": hunter2', ":1:11: is not JSON"],
    ["[]", ": it has to be a map, and is none"],
    ["null", ": it has to be a map, and is none"],
    ['{"currentContext": ["lab"]}', ": currentContext has to be a text, and is none"],
  ];
  for (const [text, problem] of cases) {
    writeFileSync(path, text);
    await assert.rejects(finding("/nowhere", { DOCKER_CONFIG: folder.path }), {
      name: "SwarmspecError",
      message: `${path}${problem}`,
    });
  }
});

test("a password in an address is not shown", async () => {
  for (const password of ["hunter2", "hunt:er2", "hunt@er2", "hunt/er2"])
    await assert.rejects(finding("/nowhere", { DOCKER_HOST: `ssh://root:${password}@node-01` }), {
      message: 'cannot use an engine at "ssh://root:…@node-01"',
    });
});

test("of the usual sockets the first one on which an engine answers is taken", async () => {
  await using folder = await temporaryFolder();
  const [missing, silent, first, second] = ["missing", "silent", "first", "second"].map((name) =>
    join(folder.path, name),
  ) as [string, string, string, string];
  writeFileSync(silent, "");
  await using _first = await fakeEngine(first);
  await using unasked = await fakeEngine(second);
  const found = await finding(folder.path, {}, [missing, silent, first, second]);
  assert.deepEqual(found, socketAt(first, `the socket ${first}`));
  assert.deepEqual(unasked.asked, []);
});

test("where nobody named an engine and none listens there is none, and no error", async () => {
  await using folder = await temporaryFolder();
  assert.equal(await finding(folder.path, {}, [join(folder.path, "docker.sock")]), undefined);
});

test("the machine's own socket is looked at first, then those of the user", () => {
  assert.deepEqual(usualSockets({ env: { XDG_RUNTIME_DIR: "/run/user/1" }, home: "/home/u" }), [
    "/var/run/docker.sock",
    "/run/user/1/docker.sock",
    "/home/u/.docker/run/docker.sock",
    "/home/u/.docker/desktop/docker.sock",
  ]);
});

test("a runtime folder that is no absolute path is ignored", () => {
  for (const XDG_RUNTIME_DIR of ["", "run", "./run", "../run"])
    assert.equal(usualSockets({ env: { XDG_RUNTIME_DIR }, home: "/home/u" }).length, 3);
});

test(
  "a socket that another user has put in the user's place is not spoken to",
  asRoot,
  async () => {
    await using shared = await sharedFolder();
    const [theirs, folder] = [join(shared.path, "docker.sock"), join(shared.path, "folder")];
    await using listening = await fakeEngine(theirs);
    chownSync(theirs, other, other);
    await assert.rejects(finding("/nowhere", {}, [theirs]), {
      name: "BadInput",
      message: /^there is a socket .*docker\.sock, but: .* belongs to user 65534$/,
      hint: `set DOCKER_HOST=unix://${theirs} if you trust who listens there`,
    });
    foreignFolder(folder);
    symlinkSync(theirs, join(folder, "docker.sock"));
    const behind = finding("/nowhere", {}, [join(folder, "docker.sock")]);
    await assert.rejects(behind, /folder .* belongs to user 65534$/);
    assert.deepEqual(listening.asked, []);
    const named = await finding("/nowhere", { DOCKER_HOST: `unix://${theirs}` });
    assert.deepEqual(named, socketAt(theirs, "DOCKER_HOST"));
  },
);

test("a named engine that does not answer is an error, whatever else listens", async () => {
  await using folder = await temporaryFolder();
  const [at, other] = [join(folder.path, "docker.sock"), join(folder.path, "other.sock")];
  await using unasked = await fakeEngine(other);
  await assert.rejects(finding(folder.path, { DOCKER_HOST: `unix://${at}` }, [other]), {
    name: "Unreachable",
    message: `the engine named by DOCKER_HOST does not answer at unix://${at}`,
    hint: "start it, or unset DOCKER_HOST to let swarmspec look for another",
  });
  assert.deepEqual(unasked.asked, []);
});

test("an engine behind ssh is refused with what to do instead", async () => {
  await using folder = await temporaryFolder();
  writeContext(folder.path, "far", "ssh://root@node-01");
  const refused = {
    message: 'cannot use an engine at "ssh://root@node-01"',
    hint: "swarmspec speaks unix:// and tcp://; for ssh, forward the engine's socket",
  };
  await assert.rejects(finding("/nowhere", { DOCKER_HOST: "ssh://root@node-01" }), refused);
  const env = { DOCKER_CONTEXT: "far", DOCKER_CONFIG: folder.path };
  await assert.rejects(finding("/nowhere", env), refused);
});

test("an engine at an address is spoken to in the clear if nobody asked for TLS", async () => {
  await using engine = await fakeEngine(0);
  const found = await finding("/nowhere", { DOCKER_HOST: `tcp://127.0.0.1:${engine.port}` });
  const endpoint = { kind: "tcp", host: "127.0.0.1", port: engine.port };
  assert.deepEqual(found, { endpoint, foundBy: "DOCKER_HOST" });
});

test("where TLS is asked for, an engine in the clear is no engine", async () => {
  await using folder = await temporaryFolder();
  await using engine = await fakeEngine(0);
  writeCertificates(join(folder.path, ".docker"));
  const env = { DOCKER_HOST: `tcp://127.0.0.1:${engine.port}`, DOCKER_TLS_VERIFY: "1" };
  await assert.rejects(finding(folder.path, env), { name: "Unreachable" });
  const tls = writeContext(join(folder.path, ".docker"), "tls", env.DOCKER_HOST);
  writeCertificates(tls);
  await assert.rejects(finding(folder.path, { DOCKER_CONTEXT: "tls" }), { name: "Unreachable" });
  assert.deepEqual(engine.asked, []);
});

test("certificates that are missing are told by their folder", async () => {
  await using folder = await temporaryFolder();
  const env = { DOCKER_HOST: "tcp://127.0.0.1", DOCKER_TLS_VERIFY: "1" };
  await assert.rejects(finding(folder.path, { ...env, DOCKER_CERT_PATH: folder.path }), {
    message: `${folder.path} does not hold ca.pem, cert.pem and key.pem`,
  });
});
