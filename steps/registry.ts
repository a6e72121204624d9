import assert from "node:assert/strict";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { type RequestOptions, request } from "node:https";
import { Then } from "@cucumber/cucumber";
import { ranIn } from "../src/docker/exec.ts";
import { addressOn, containersOf, isPart } from "../src/nodes/inventory.ts";
import { pushAddress } from "../src/nodes/registry.ts";
import { nameIn } from "../src/nodes/site.ts";
import { keysInProxies } from "./engines.ts";
import { by, holds } from "./phrase.ts";
import { type SwarmWorld, session } from "./world.ts";

Then(
  "only nodes read from the registry, and nobody pushes to it without its login",
  holds(
    "Asks it without a certificate, with one of a proxy and with a node's, which may read and not push; then asks for leave to push with and without the login.",
  ),
  by(async (world) => {
    const { read, push } = await doorsOf(world);
    const { cluster } = await world.cluster();
    const { username, password } = cluster.credentials.pusher;
    const [proxy] = await keysInProxies(world);
    assert.ok(proxy);
    const asProxy = { cert: proxy.held, key: proxy.held };
    const asNode = await nodesOwn(world);
    const login = { auth: `${username}:${password}` };
    const heard = {
      "read without a certificate": await answer(read),
      "read with a proxy's certificate": await answer({ ...read, ...asProxy }),
      "read as a node": await answer({ ...read, ...asNode }),
      "push as a node": await answer({ ...read, ...asNode, ...upload }),
      "push without a login": await answer({ ...push, ...upload }),
      "push with the login": await answer({ ...push, ...upload, ...login }),
    };
    assert.deepEqual(heard, {
      "read without a certificate": "no answer",
      "read with a proxy's certificate": "no answer",
      "read as a node": 200,
      "push as a node": 405,
      "push without a login": 401,
      "push with the login": 202,
    });
  }),
);

const upload = { method: "POST", path: "/v2/nobody/blobs/uploads/" };

/** Where the registry is read on the private network, and where this machine pushes to it. */
const doorsOf = async (world: SwarmWorld) => {
  const { cluster, spec } = await world.cluster();
  const { engine } = await session.place();
  const owner = { cluster: cluster.name, run: cluster.run };
  const container = (await containersOf(engine, owner)).find((one) => isPart(one, "registry"));
  const [host, port] = spec.registry?.address.split(":") ?? [];
  assert.ok(container && host && port, "the cluster has no registry");
  const tls = { servername: host, ca: cluster.credentials.served.ca, path: "/v2/" };
  const [pushHost, pushPort] = (await pushAddress(engine, container.Id)).split(":");
  return {
    read: { ...tls, host: addressOn(container, nameIn(owner, "private")), port },
    push: { ...tls, host: pushHost, port: pushPort },
  };
};

/** The certificate with which the first node's engine pulls, and its key. */
const nodesOwn = async (world: SwarmWorld) => {
  const { cluster, spec } = await world.cluster();
  const { engine } = await session.place();
  const [node] = cluster.nodes;
  assert.ok(node, "the cluster has no node");
  const read = async (name: string): Promise<string> => {
    const path = `/etc/docker/certs.d/${spec.registry?.address}/${name}`;
    return (await ranIn(engine.getContainer(node.container), ["cat", path])).wrote;
  };
  return { cert: await read("client.cert"), key: await read("client.key") };
};

/** The status of an answer. Who is refused before the first word gets none. */
const answer = async (asked: RequestOptions): Promise<number | "no answer"> => {
  const sent = request({ ...asked, agent: false }).end();
  try {
    const [{ statusCode }] = (await once(sent, "response")) as [IncomingMessage];
    return statusCode ?? 0;
  } catch {
    return "no answer";
  } finally {
    sent.destroy();
  }
};
