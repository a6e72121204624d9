import assert from "node:assert/strict";
import { createServer } from "node:net";
import { test } from "node:test";
import { Unreachable } from "../model/errors.ts";
import { milliseconds } from "../model/units.ts";
import { knock } from "./knock.ts";
import { type Listening, listening, mute, relaying } from "./stand-ins.testing.ts";

const at = ({ host, port }: Listening) => ({ address: host, port, timeout: milliseconds(200) });
const gone = async () => {
  const server = await mute();
  await server[Symbol.asyncDispose]();
  return server;
};

test("a port that takes connections is open, directly and through a relay", async () => {
  await using server = await mute();
  await using relay = await relaying();
  assert.equal(await knock(at(server)), "open");
  assert.equal(await knock({ ...at(server), relay }), "open");
});

test("a port where nothing listens is refused", async () => {
  assert.equal(await knock(at(await gone())), "refused");
});

for (const [reply, said] of [
  [3, "unreachable"],
  [4, "unreachable"],
  [5, "refused"],
  [6, "silent"],
] as const)
  test(`a relay's reply ${reply} means ${said}`, async () => {
    await using relay = await relaying(reply);
    assert.equal(await knock({ ...at(relay), relay }), said);
  });

test("a relay that greets and then waits for the port means silent", async () => {
  const greets = createServer((socket) => socket.once("data", () => socket.write("\x05\x00")));
  await using relay = await listening(greets);
  assert.equal(await knock({ ...at(relay), relay }), "silent");
});

test("a relay that is down, mute or failing proves nothing about the port", async () => {
  await using silent = await mute();
  await using failing = await relaying(1);
  for (const relay of [await gone(), silent, failing])
    await assert.rejects(knock({ ...at(silent), relay }), Unreachable);
});
