import assert from "node:assert/strict";
import { When } from "@cucumber/cucumber";
import type Docker from "dockerode";
import { anyManager, engineOf } from "../../src/cli/managers.ts";
import { ranIn } from "../../src/docker/exec.ts";
import type { Fault } from "../../src/fault/fault.ts";
import type { NodeAddress } from "../../src/model/cluster.ts";
import { by } from "../../steps/phrase.ts";
import { session } from "../../steps/world.ts";

When(
  "port {int} of {string} leads clients to its engine",
  by(async (world, port: number, name: string) => {
    const { engine } = await session.place();
    await session.inflict(
      openDoor(engine, await world.node(name), port),
      (await world.cluster()).cluster.name,
    );
  }),
);

When(
  "the packet filter of {string} lets containers onto the private network",
  by(async (world, name: string) => {
    const { engine } = await session.place();
    await session.inflict(
      openNetwork(engine, await world.node(name)),
      (await world.cluster()).cluster.name,
    );
  }),
);

When(
  "the worker {string} leaves the swarm and joins it again as a manager with its public address",
  by(async (world, name: string) => {
    const { cluster } = await world.cluster();
    const node = await world.node(name);
    const own = await engineOf(cluster, node);
    const { engine: manager, node: through } = await anyManager(cluster);
    const { Swarm } = await own.info();
    const { JoinTokens } = await manager.swarmInspect();
    await own.swarmLeave({ force: true });
    await manager.getNode(Swarm?.NodeID ?? "").remove({ force: true });
    await own.swarmJoin({
      AdvertiseAddr: `${node.public}:2377`,
      ListenAddr: "0.0.0.0:2377",
      RemoteAddrs: [`${(await world.node(through)).private}:2377`],
      JoinToken: JoinTokens.Manager,
    });
  }),
);

When(
  "the node {string} is made a worker",
  by(async (world, name: string) => {
    const manager = await world.manager();
    const { nodes } = await world.observe();
    const node = manager.getNode(nodes.find((one) => one.name === name)?.id ?? "");
    const { Spec, Version } = await node.inspect();
    await node.update({
      _query: { version: Version.Index },
      _body: { ...Spec, Role: "worker" },
    });
  }),
);

/** The engine listens on the private network only; this lets visitors in all the same. */
const openDoor = (host: Docker, node: NodeAddress, port: number): Fault => {
  const rule = `PREROUTING -d ${node.public} -p tcp --dport ${port} -j DNAT --to-destination ${node.private}:2376`;
  return {
    done: `port ${port} of ${node.name} leads to its engine`,
    undone: `port ${port} of ${node.name} is closed`,
    inflict: () => filter(host, node, `-t nat -I ${rule}`),
    undo: () => filter(host, node, `-t nat -D ${rule}`),
  };
};

/** As the entrypoint of a node has made it, a connection of a container to the private network is dropped. */
const openNetwork = (host: Docker, node: NodeAddress): Fault => {
  const rule = "PREROUTING -j SWARMSPEC-PRIVATE";
  return {
    done: `containers of ${node.name} reach the private network`,
    undone: `containers of ${node.name} do not reach the private network`,
    inflict: () => filter(host, node, `-t mangle -D ${rule}`),
    undo: () => filter(host, node, `-t mangle -I ${rule}`),
  };
};

const filter = async (host: Docker, node: NodeAddress, rule: string): Promise<void> => {
  const line = `iptables -w ${rule}`;
  const { code, wrote } = await ranIn(host.getContainer(node.container), ["sh", "-c", line]);
  assert.equal(code, 0, wrote);
};
