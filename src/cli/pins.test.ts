import assert from "node:assert/strict";
import { test } from "node:test";
import type Docker from "dockerode";
import { newCredentials } from "../nodes/authority.ts";
import { background, clusterOf } from "../spec/test-feature.ts";
import { pinned } from "./pins.ts";

/** An engine to which the registry gives this digest for each image. */
const engineGiven = (digest: string): Docker =>
  ({ getImage: () => ({ distribution: async () => ({ Descriptor: { digest } }) }) }) as never;

test("an image that we have pushed is the one that we have pushed, whatever is there by now", async () => {
  const { services } = await pinned(clusterOf(background()), {
    puller: { node: "node-01", engine: engineGiven("sha256:there") },
    credentials: await newCredentials("tuleap", new Date()),
    login: async () => undefined,
    pushed: new Map([["registry:5000/web:latest", "sha256:pushed"]]),
  });
  assert.deepEqual(
    [...new Set(services.map(({ image }) => image))],
    ["registry:5000/web:latest@sha256:pushed", "registry:5000/proxy:latest@sha256:there"],
  );
});
