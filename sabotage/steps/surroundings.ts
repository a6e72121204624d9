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
  const rule = (action: "-I" | "-D") => async () => {
    const line = `iptables -t nat ${action} PREROUTING -d ${node.public} -p tcp --dport ${port} -j DNAT --to-destination ${node.private}:2376`;
    const { code, wrote } = await ranIn(host.getContainer(node.container), ["sh", "-c", line]);
    assert.equal(code, 0, wrote);
  };
  return {
    done: `port ${port} of ${node.name} leads to its engine`,
    undone: `port ${port} of ${node.name} is closed`,
    inflict: rule("-I"),
    undo: rule("-D"),
  };
};
