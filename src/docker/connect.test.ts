import assert from "node:assert/strict";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { rootCertificates } from "node:tls";
import { Unreachable } from "../model/errors.ts";
import { connect, type Endpoint } from "./connect.ts";
import { fakeEngine, temporaryFolder, versionOf } from "./engine.testing.ts";

const socket = (path: string): Endpoint => ({ kind: "socket", path });

const versions = [
  ["1.41", "/v1.41/info", "an older engine is met at its own version"],
  ["1.51", "/v1.44/info", "a newer engine is met at the version that we know"],
  ["1.9", "/v1.9/info", "versions are numbers, not texts"],
] as const;

for (const [theirs, path, fact] of versions)
  test(fact, async () => {
    await using folder = await temporaryFolder();
    const at = join(folder.path, "docker.sock");
    await using engine = await fakeEngine(at, versionOf(theirs));
    await (await connect(socket(at))).info();
    assert.deepEqual(engine.asked, ["/version", path]);
  });

/** Sets variables that dockerode reads, until the test ends. */
const inEnvironment = (context: TestContext, variables: Record<string, string>): void => {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  context.after(() => {
    for (const name of Object.keys(variables)) delete process.env[name];
    Object.assign(process.env, before);
  });
};

const elsewhere = {
  DOCKER_HOST: "tcp://192.0.2.1:2376",
  DOCKER_TLS_VERIFY: "1",
  DOCKER_PATH_PREFIX: "/elsewhere",
  DOCKER_CLIENT_TIMEOUT: "1",
};

test("what the environment says of an engine does not leak into a connection to a socket", async (context) => {
  await using folder = await temporaryFolder();
  const at = join(folder.path, "docker.sock");
  await using engine = await fakeEngine(at);
  inEnvironment(context, elsewhere);
  const connection = await connect(socket(at));
  await connection.info();
  assert.deepEqual(engine.asked, ["/version", "/v1.41/info"]);
  assert.deepEqual(connectionFacts(connection.modem), {
    host: undefined,
    port: undefined,
    protocol: "http",
    timeout: undefined,
  });
});

test("nor into one to an address", async (context) => {
  await using engine = await fakeEngine(0);
  inEnvironment(context, elsewhere);
  const { port } = engine;
  const connection = await connect({ kind: "tcp", host: "127.0.0.1", port });
  await connection.info();
  assert.deepEqual(engine.asked, ["/version", "/v1.41/info"]);
  assert.deepEqual(connectionFacts(connection.modem), {
    host: "127.0.0.1",
    port,
    protocol: "http",
    timeout: undefined,
  });
});

const connectionFacts = (modem: unknown) => {
  const { host, port, protocol, timeout } = modem as Record<string, unknown>;
  return { host, port, protocol, timeout };
};

test("nobody there is told with the address", async () => {
  await using folder = await temporaryFolder();
  const at = join(folder.path, "docker.sock");
  await assert.rejects(connect(socket(at)), (error) => {
    assert.ok(error instanceof Unreachable);
    assert.ok(error.message.startsWith(`no engine answers at unix://${at}: connect ENOENT`));
    return true;
  });
});

test("an engine that takes the question and says nothing is given up", async () => {
  await using folder = await temporaryFolder();
  const at = join(folder.path, "docker.sock");
  await using _engine = await fakeEngine(at, () => {});
  await assert.rejects(connect(socket(at), { toAnswer: 20 }), {
    name: "Unreachable",
    message: `no engine answers at unix://${at}: socket hang up`,
  });
});

test("what answers, but is no engine, is told so", async () => {
  await using folder = await temporaryFolder();
  const at = join(folder.path, "docker.sock");
  await using _engine = await fakeEngine(at, (_, response) => void response.end("<h1>It works"));
  await assert.rejects(connect(socket(at)), {
    name: "Unreachable",
    message: `no engine answers at unix://${at}: what answers there is no engine`,
  });
});

test("an engine that speaks no TLS is told without OpenSSL's thread and source file", async () => {
  await using engine = await fakeEngine(0);
  const tls = { ca: rootCertificates[0] ?? "", cert: "", key: "" };
  await assert.rejects(connect({ kind: "tcp", host: "127.0.0.1", port: engine.port, tls }), {
    name: "Unreachable",
    message: new RegExp(`^no engine answers at tcp://127\\.0\\.0\\.1:${engine.port}: [a-z ]+$`),
  });
});
