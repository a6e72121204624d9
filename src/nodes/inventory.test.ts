import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { test } from "node:test";
import type Docker from "dockerode";
import type { ContainerInfo } from "dockerode";
import { packed } from "../host/images.ts";
import { credentialsIn } from "./inventory.ts";
import { labelsOf, type Part } from "./site.ts";

const container = (part: Part, name: string): ContainerInfo =>
  ({ Id: name, Labels: labelsOf({ cluster: "tuleap", run: "1" }, part, name) }) as never;

/** An engine whose containers hold these files. */
const engineWith = (files: Readonly<Record<string, string>>): Docker => {
  const getArchive = async (id: string) => {
    const content = files[id];
    if (content === undefined) throw Object.assign(new Error("no such file"), { statusCode: 404 });
    const file = { name: "credentials.json", content: Buffer.from(content), mode: 0o600 };
    return Readable.from([await packed([file])]);
  };
  return { getContainer: (id: string) => ({ getArchive: () => getArchive(id) }) } as never;
};

test("the keys of a cluster are found in a client's container", async () => {
  const engine = engineWith({ "client-1": `{"relay": "r"}` });
  const seen = [container("node", "node-01"), container("client", "client-1")];
  assert.deepEqual(await credentialsIn(engine, seen), { relay: "r" });
});

test("a cluster of an older swarmspec, and one without its clients, is told to be made anew", async () => {
  const node = container("node", "node-01");
  for (const [seen, why] of [
    [[node, container("client", "client-1")], /"tuleap".* older swarmspec/],
    [[node], /"tuleap".* clients.* are gone/],
  ] as const)
    await assert.rejects(credentialsIn(engineWith({}), seen), {
      name: "SwarmspecError",
      message: why,
      hint: "swarmspec down and then up make it anew",
    });
});
