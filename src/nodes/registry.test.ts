import assert from "node:assert/strict";
import { test } from "node:test";
import type Docker from "dockerode";
import { fillRegistry } from "./registry.ts";

interface Line {
  readonly aux?: { readonly Tag: string; readonly Digest: string };
}

/** An engine that says these lines of a push, and remembers who pushed what. */
const pushingEngine = (lines: readonly Line[]) => {
  const pushes: unknown[] = [];
  const engine = {
    getContainer: () => ({
      inspect: async () => ({
        NetworkSettings: { Ports: { "5001/tcp": [{ HostIp: "127.0.0.1", HostPort: "32768" }] } },
      }),
    }),
    getImage: (name: string) => ({
      tag: async () => {},
      remove: async () => {},
      push: async ({ authconfig }: { authconfig: unknown }) => {
        pushes.push([name, authconfig]);
      },
    }),
    modem: {
      followProgress: (
        _: unknown,
        finished: (error: null) => void,
        onLine: (line: Line) => void,
      ) => {
        lines.forEach(onLine);
        finished(null);
      },
    },
  };
  return { engine: engine as unknown as Docker, pushes };
};

const wish = {
  container: "registry",
  registry: {
    address: "registry:5000",
    holds: [{ path: "web", tag: "latest", reference: "swarmspec/web:1" }],
  },
  pusher: { username: "swarmspec", password: "p" },
  tell: () => {},
  signal: new AbortController().signal,
};

test("images are pushed with the cluster's login, and have the digest that the push came to", async () => {
  const aux = { Tag: "latest", Digest: "sha256:pushed" };
  const { engine, pushes } = pushingEngine([{}, { aux }, {}]);
  const digests = await fillRegistry(engine, wish);
  assert.deepEqual(digests, new Map([["registry:5000/web:latest", "sha256:pushed"]]));
  const login = { username: "swarmspec", password: "p", serveraddress: "127.0.0.1:32768" };
  assert.deepEqual(pushes, [["127.0.0.1:32768/web:latest", login]]);
});

test("a push that comes to no digest is an error, as the registry's word for it is not taken", async () => {
  await assert.rejects(fillRegistry(pushingEngine([{}]).engine, wish), /web:latest .* digest/);
});
