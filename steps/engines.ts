import assert from "node:assert/strict";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { Then } from "@cucumber/cucumber";
import type { Container } from "dockerode";
import { engineOf } from "../src/cli/managers.ts";
import { connect } from "../src/docker/connect.ts";
import { ranIn } from "../src/docker/exec.ts";
import { type Cluster, enginePort, type NodeAddress } from "../src/model/cluster.ts";
import { containersOf } from "./inside.ts";
import { by, holds } from "./phrase.ts";
import type { SwarmWorld } from "./world.ts";

Then(
  "no proxy reaches the engine of any node",
  holds(
    "Each proxy opens TCP connections to the engines on the private network, from within its container. It does reach itself.",
  ),
  by(async (world) => {
    const { cluster } = await world.cluster();
    const proxies = await containersOf(world, "proxy");
    const dialled = proxies.flatMap(({ node, container }) =>
      cluster.nodes.map(async (door) => {
        assert.ok(await reaches(container, "127.0.0.1", 80), `the proxy of ${node} reaches nobody`);
        const isOpen = await reaches(container, door.private, enginePort);
        return isOpen ? [`from ${node} the engine of ${door.name}`] : [];
      }),
    );
    const reached = (await Promise.all(dialled)).flat();
    assert.deepEqual(reached, [], "reached from within proxies");
  }),
);

Then(
  "no key that a proxy holds opens an engine",
  holds(
    "Asks every node's engine with each certificate and key that is in a proxy, from where engines are reached; they do answer the operator.",
  ),
  by(async (world) => {
    const { cluster } = await world.cluster();
    const opened: string[] = [];
    for (const { node, held } of await keysInProxies(world))
      for (const door of cluster.nodes) {
        await engineOf(cluster, door);
        if (await opens(door, cluster, held))
          opened.push(`the engine of ${door.name} by a key in the proxy of ${node}`);
      }
    assert.deepEqual([...new Set(opened)], [], "engines that were opened");
  }),
);

const reaches = async (from: Container, address: string, port: number): Promise<boolean> => {
  const dial = ["timeout", "2", "bash", "-c", `: 3<>/dev/tcp/${address}/${port}`];
  return (await ranIn(from, dial)).code === 0;
};

/** Certificates, each with its key in the same text. */
export const keysInProxies = async (world: SwarmWorld) => {
  const keys: { readonly node: string; readonly held: string }[] = [];
  for (const { node, container } of await containersOf(world, "proxy")) {
    const { wrote } = await ranIn(container, ["sh", "-c", "cat /run/secrets/*"]);
    const own = wrote.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END PRIVATE KEY-----/g) ?? [];
    assert.ok(own.length > 0, `the proxy of ${node} holds no key, which proves nothing`);
    for (const one of own) keys.push({ node, held: one });
  }
  return keys;
};

const opens = async (
  { private: host }: NodeAddress,
  { credentials }: Cluster,
  held: string,
): Promise<boolean> => {
  const fits = new X509Certificate(held).checkPrivateKey(createPrivateKey(held));
  assert.ok(fits, "a proxy's key is of another certificate, which proves nothing");
  const tls = { ca: credentials.engines.ca, cert: held, key: held };
  return connect({ kind: "tcp", host, port: enginePort, tls }).then(
    () => true,
    () => false,
  );
};
