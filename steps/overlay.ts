import assert from "node:assert/strict";
import { Then, When } from "@cucumber/cucumber";
import type { Container, default as Docker } from "dockerode";
import { outputOf } from "../src/docker/exec.ts";
import type { NodeAddress } from "../src/model/cluster.ts";
import { read } from "../src/model/read.ts";
import { acts, by, holds } from "./phrase.ts";

When(
  "the proxy of every node asks the service {string} of every tenant directly",
  acts(
    "From inside each proxy's container, over the overlay network, at every address of the name tasks.TENANT_SERVICE.",
  ),
  by(async (world, service: string) => {
    const { cluster, spec } = await world.cluster();
    const talks = cluster.nodes.flatMap((node) =>
      spec.tenants.map(async ({ name: tenant }) => {
        const proxy = await proxyOn(await world.engine(node), node);
        const answers = await answersOf(proxy, `tasks.${tenant}_${service}`);
        return answers.map((answer) => ({ from: node.name, tenant, ...answer }));
      }),
    );
    world.talks = (await Promise.all(talks)).flat();
  }),
);

Then(
  "each is answered by the tenant it asked, also by containers on other nodes",
  holds(
    "The answers name the tenant and the node; every node asked, or was asked by, another one.",
  ),
  by(async (world) => {
    const { cluster } = await world.cluster();
    assert.ok(world.talks.length > 0, "nobody asked");
    for (const { from, tenant, answeredBy, said } of world.talks)
      assert.equal(answeredBy, tenant, `who answered ${from} for ${tenant}: ${said}`);
    const crossing = world.talks.filter(({ from, node }) => from !== node);
    const silent = cluster.nodes.filter(({ name }) =>
      crossing.every(({ from, node }) => from !== name && node !== name),
    );
    assert.deepEqual(
      silent.map(({ name }) => name),
      [],
      "nodes that talked to no other node",
    );
  }),
);

/** What each task answers; who has no address is asked by name, which tells why. */
const answersOf = async (proxy: Container, name: string) => {
  const found = await outputOf(proxy, ["getent", "ahostsv4", name]);
  const addresses = new Set(found.match(/^[\d.]+/gm) ?? [name]);
  return Promise.all([...addresses].map((address) => answerOf(proxy, address)));
};

const answerOf = async (proxy: Container, address: string) => {
  const text = await outputOf(proxy, ["bash", "-c", request(address)]);
  const answer = read<{ tenant: string; node: string }>(text.slice(text.indexOf("{")));
  return { answeredBy: answer?.tenant, node: answer?.node, said: text };
};

const request = (host: string): string =>
  `exec 3<>/dev/tcp/${host}/8080; printf 'GET /whoami HTTP/1.0\\r\\n\\r\\n' >&3; cat <&3`;

const proxyOn = async (engine: Docker, { name }: NodeAddress): Promise<Container> => {
  const filters = { label: ["com.docker.swarm.service.name=proxy"], status: ["running"] };
  const [container] = await engine.listContainers({ filters });
  assert.ok(container, `no proxy runs on ${name}`);
  return engine.getContainer(container.Id);
};
