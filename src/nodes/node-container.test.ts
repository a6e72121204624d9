import assert from "node:assert/strict";
import { test } from "node:test";
import { newCredentials } from "./authority.ts";
import { clientContainer } from "./client.ts";
import { nodeContainer } from "./node-container.ts";
import { registryContainer } from "./registry.ts";
import { credentialsPath } from "./site.ts";

const credentials = await newCredentials("tuleap", new Date());
const site = {
  ...{ cluster: "tuleap", run: "run-1" },
  public: { name: "public", subnet: "172.31.0.0/24" },
  private: { name: "private", subnet: "172.31.1.0/24" },
};

test("neither a node nor the registry has a key of the operator, of an authority or of a proxy", async () => {
  const wish = { name: "node-01", index: 0, image: "node", registry: "registry:5000" };
  const registry = { address: "registry:5000", image: "registry", holds: [] };
  const { engines, served } = credentials;
  for (const { files = {} } of [
    await nodeContainer(site, { ...wish, credentials }),
    await registryContainer(site, registry, credentials),
  ]) {
    const texts = Object.values(files).map((text) => text.replaceAll("\\n", "\n"));
    assert.ok(texts.some((text) => text.includes("PRIVATE KEY")));
    for (const key of [engines.caKey, engines.key, served.caKey, served.key])
      assert.ok(texts.every((text) => !text.includes(key)));
  }
});

test("two nodes have not the same key", async () => {
  const keys = await Promise.all(
    ["node-01", "node-02"].map(async (name, index) => {
      const { files } = await nodeContainer(site, { name, index, image: "node", credentials });
      return files?.["/etc/docker/tls/key.pem"];
    }),
  );
  assert.equal(new Set(keys).size, 2);
});

const client = clientContainer(site, {
  ...{ name: "client-1", index: 0, image: "client", credentials },
});

test("a client's relay has its login from a file, and nobody reads it elsewhere", () => {
  const { password } = credentials.relay;
  const { files = {}, ...told } = client;
  assert.ok(!JSON.stringify(told).includes(password));
  assert.equal(files["/etc/swarmspec/relay-login"], `swarmspec:${password}\n`);
});

test("it leads to the cluster, and neither to the machine nor back to itself", () => {
  assert.deepEqual(client.command?.slice(2), [
    ...["172.31.0.0/24", "172.31.1.0/24"],
    ...["!172.31.0.1/32", "!172.31.1.1/32", "!172.31.0.201/32"],
  ]);
});

test("a client keeps the keys of the cluster", () => {
  const { files } = client;
  assert.deepEqual(JSON.parse(files?.[credentialsPath] ?? ""), credentials);
});
