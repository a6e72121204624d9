import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { test } from "node:test";
import type Docker from "dockerode";
import type { ContainerInfo } from "dockerode";
import { packed } from "../host/images.ts";
import { label } from "../model/label.ts";
import { credentialsIn } from "./inventory.ts";

const container = {
  Id: "c1",
  Labels: { [label.name]: "client-1", [label.part]: "client" },
} as unknown as ContainerInfo;

/** An engine whose containers hold this file of credentials. */
const engineWith = (text: string): Docker => {
  const getArchive = async () =>
    Readable.from([
      await packed([{ name: "credentials", mode: 0o600, content: Buffer.from(text) }]),
    ]);
  return { getContainer: () => ({ getArchive }) } as unknown as Docker;
};

test("credentials are what the container's file says", async () => {
  assert.deepEqual(await credentialsIn(engineWith('{"relay": "r"}'), [container]), { relay: "r" });
});

test("credentials without a relay's login are an older swarmspec's", async () => {
  await assert.rejects(credentialsIn(engineWith('{"key": "k"}'), [container]), {
    message: /are not where they should be: an older swarmspec raised it$/,
    hint: "swarmspec down and then up make it anew",
  });
});

test("credentials that are cut off are told by container and file, and not quoted", async () => {
  await assert.rejects(
    credentialsIn(engineWith('{"key": hunter2'), [container]),
    (error: Error) => {
      assert.match(error.message, /: \/\S+ in client-1 is not JSON$/);
      assert.doesNotMatch(`${error.cause}`, /hunter2/);
      return true;
    },
  );
});
