import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { test } from "node:test";
import { SocksClient } from "socks";
import { milliseconds } from "../model/units.ts";
import { type Knock, knock } from "./knock.ts";
import { dialThrough, type Relay } from "./relay.ts";
import { listening, relaying } from "./stand-ins.testing.ts";

const login = { username: "swarmspec", password: "right" };
const wrong = { ...login, password: "wrong" };
const until = () => AbortSignal.timeout(5000);

const echo = () =>
  listening(
    createServer({ allowHalfOpen: true }, (socket) => {
      socket.pipe(socket);
    }),
  );

const said = async (relay: Relay, at: { host: string; port: number }): Promise<string> => {
  const socket = await dialThrough(relay, at, until());
  socket.write("a word");
  const [heard] = (await once(socket, "data")) as [Buffer];
  socket.destroy();
  return `${heard}`;
};

test("a relay that wants a login gets it", async () => {
  await using server = await echo();
  await using relay = await relaying(0, "swarmspec:right");
  assert.equal(await said({ ...relay, login }, server), "a word");
});

for (const [how, given] of [
  ["a wrong one", { login: wrong }],
  ["none", {}],
] as const)
  test(`a relay that wants a login and gets ${how} tells nothing of who is behind it`, async () => {
    await using server = await echo();
    await using relay = await relaying(0, "swarmspec:right");
    const { host, port } = relay;
    await assert.rejects(said({ host, port, ...given }, server), { name: "RelayFailure" });
    assert.equal(server.taken(), 0);
  });

test("a relay that wants a login and does not look at it is to blame itself", async () => {
  const greets = createServer((socket) => socket.once("data", () => socket.write("\x05\x02")));
  await using relay = await listening(greets);
  const dialled = dialThrough({ ...relay, login }, relay, AbortSignal.timeout(100));
  await assert.rejects(dialled, { name: "RelayFailure", message: "timeout" });
});

interface Own extends AsyncDisposable {
  readonly relay: Relay;
  readonly process: ChildProcess;
}

/** The relay of a client's container, which leads to 127.0.0.0/8 without 127.0.0.9. */
const ownRelay = async (given = login): Promise<Own> => {
  const folder = await mkdtemp(join(tmpdir(), "swarmspec-test-"));
  const path = join(folder, "login");
  await writeFile(path, `${login.username}:${login.password}\n`);
  await chmod(path, 0o600);
  const port = await freePort();
  const program = join(import.meta.dirname, "../../fixtures/images/client/relay");
  const ranges = ["127.0.0.0/8", "!127.0.0.9/32"];
  const process = spawn(program, [`${port}`, path, ...ranges], { stdio: "inherit" });
  const relay = { host: "127.0.0.1", port, login: given };
  while (!(await isOpen(relay))) assert.equal(process.exitCode, null, "the relay has ended");
  return {
    relay,
    process,
    async [Symbol.asyncDispose]() {
      const closed = once(process, "close");
      process.kill();
      await closed;
      await rm(folder, { recursive: true });
    },
  };
};

const freePort = async (): Promise<number> => {
  await using server = await listening(createServer());
  return server.port;
};

const isOpen = async ({ host, port }: Relay): Promise<boolean> => {
  const socket = connect(port, host);
  return once(socket, "connect").then(
    () => Boolean(socket.destroy()),
    () => false,
  );
};

test("the relay of a client leads who has its login to where it may, and no further", async () => {
  await using server = await echo();
  await using own = await ownRelay();
  const { relay } = own;
  assert.equal(await said(relay, server), "a word");
  assert.equal(await said(relay, { ...server, host: "127.0.0.2" }).catch(reasonOf), "ECONNREFUSED");
  for (const host of ["127.0.0.9", "126.255.255.255", "128.0.0.1"])
    assert.match(await said(relay, { ...server, host }).catch(reasonOf), /NotAllowed/);
  assert.equal(server.taken(), 1);
});

const reasonOf = (error: Error & { code?: string }): string =>
  error.name === "RelayFailure" ? error.message : (error.code ?? error.message);

test("without its login it leads nowhere", async () => {
  await using server = await echo();
  await using own = await ownRelay(wrong);
  const { host, port } = own.relay;
  for (const relay of [
    own.relay,
    { host, port },
    { host, port, login: { ...login, username: "" } },
  ])
    await assert.rejects(said(relay, server), { name: "RelayFailure" });
  assert.equal(server.taken(), 0);
});

test("it names no domains, listens for nobody, and takes another version for none of its business", async () => {
  await using own = await ownRelay();
  const { host, port } = own.relay;
  const proxy = { host, port, type: 5, userId: login.username, password: login.password } as const;
  const destination = { host: "localhost", port: 1 };
  const refused = SocksClient.createConnection({ command: "connect", proxy, destination });
  await assert.rejects(refused, /AddressNotSupported|AddressTypeNotSupported/i);
  const bound = new SocksClient({
    ...{ command: "bind", proxy, destination: { host: "127.0.0.1", port: 1 } },
  });
  const failed = once(bound, "error");
  bound.connect();
  const [error] = (await failed) as [Error];
  assert.match(error.message, /CommandNotSupported/);
  const old = connect(port, host).on("error", () => {});
  old.end("\x04\x01\x00");
  assert.deepEqual([...(await buffer(old))], [5, 255]);
});

test("who is refused is told of as before", async () => {
  await using own = await ownRelay();
  const heard: Knock = await knock({
    ...{ address: "127.0.0.1", port: await freePort() },
    ...{ relay: own.relay, timeout: milliseconds(2000) },
  });
  assert.equal(heard, "refused");
});

test("all that is sent arrives, both ways and at the same time, however slowly it is read", async () => {
  await using server = await echo();
  await using own = await ownRelay();
  const sent = Buffer.from(Array.from({ length: 3_000_000 }, (_, at) => at % 251));
  const all = Array.from({ length: 4 }, async () => {
    const socket: Socket = await dialThrough(own.relay, server, until());
    socket.end(sent);
    return buffer(socket);
  });
  for (const got of await Promise.all(all)) assert.ok(got.equals(sent));
});

test("who waits for an answer keeps nobody else waiting, and nothing of it stays open", async () => {
  await using server = await echo();
  await using silent = await listening(createServer());
  await using own = await ownRelay();
  const waiting = await Promise.all(
    Array.from({ length: 100 }, () => dialThrough(own.relay, silent, until())),
  );
  assert.equal(await said(own.relay, server), "a word");
  for (const socket of waiting) socket.destroy();
  while (silent.open() + server.open() > 0) await new Promise(setImmediate);
});

test("what is sent bit by bit is understood", async () => {
  await using server = await echo();
  await using own = await ownRelay();
  const socket = connect({ ...own.relay, noDelay: true });
  const to = [5, 1, 0, 1, 127, 0, 0, 1, server.port >> 8, server.port & 255];
  const name = [9, ...Buffer.from(login.username), 5, ...Buffer.from(login.password)];
  for (const byte of [5, 1, 2, 1, ...name, ...to, ...Buffer.from("a word")])
    await new Promise((sent) => socket.write(Buffer.from([byte]), sent));
  socket.end();
  const wanted = [5, 2, 1, 0, 5, 0, 0, 1, 0, 0, 0, 0, 0, 0, ...Buffer.from("a word")];
  assert.deepEqual([...(await buffer(socket))], wanted);
});
