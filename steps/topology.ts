import assert from "node:assert/strict";
import { type DataTable, Then, When } from "@cucumber/cucumber";
import { relayOf } from "../src/cli/questions.ts";
import { milliseconds } from "../src/model/units.ts";
import { knock } from "../src/probe/knock.ts";
import type { Route } from "../src/probe/route.ts";
import { acts, by, holds } from "./phrase.ts";
import type { SwarmWorld } from "./world.ts";

Then(
  "the swarm has {int} manager(s), one of them the leader, and {int} worker(s)",
  holds("Counts nodes by role, as the swarm itself tells them; all that it lists are ready."),
  by(async (world, managers: number, workers: number) => {
    const { nodes } = await world.observe();
    const count = (role: string) => nodes.filter((node) => node.role === role).length;
    assert.deepEqual(
      { managers: count("manager"), workers: count("worker") },
      { managers, workers },
      `the swarm's nodes: ${nodes.map(({ name, role }) => `${name} ${role}`).join(", ")}`,
    );
    const away = nodes.filter(({ state }) => state !== "ready").map(({ name }) => name);
    assert.deepEqual(away, [], "nodes of the swarm that are not ready");
    assert.equal(nodes.filter(({ leader }) => leader).length, 1, "leaders of the swarm");
  }),
);

Then(
  "every node is known to the swarm by its private address only",
  holds(
    "Compares the addresses that nodes and managers advertise with those on the private network.",
  ),
  by(async (world) => {
    const { cluster } = await world.cluster();
    const { nodes } = await world.observe();
    for (const { name, private: address } of cluster.nodes) {
      const node = nodes.find((one) => one.name === name && one.state === "ready");
      assert.ok(node, `${name} is not a ready node of the swarm`);
      assert.equal(node.address, address, `address of ${name} in the swarm`);
      if (node.role === "manager")
        assert.equal(node.managerAddress, `${address}:2377`, `manager address of ${name}`);
    }
  }),
);

When(
  "the clients knock on these ports of every node",
  acts(
    "Each client opens a TCP connection to each port, at the node's public and at its private address.",
  ),
  by(async (world, ports: DataTable) => {
    world.knocks = await knockAll(world, ports.raw().flat().map(Number));
  }),
);

Then(
  "all of them are closed to the clients",
  holds(
    "No connection came about, while the same clients do reach the proxy of the same nodes, and the same ports are open inside.",
  ),
  by(async (world) => {
    assert.ok(world.knocks.length > 0, "nobody knocked");
    const open = world.knocks.filter(({ heard }) => heard === "open");
    assert.deepEqual(
      open.map(({ door }) => door),
      [],
      "open to clients on the public network",
    );
    await provesSomething(world);
  }),
);

const knockAll = async (world: SwarmWorld, ports: readonly number[]) => {
  const { cluster } = await world.cluster();
  const doors = cluster.nodes.flatMap((node) =>
    [node.public, node.private].flatMap((address) =>
      cluster.clients.flatMap((client) =>
        ports.map((port) => ({
          door: `${node.name} at ${address}:${port} from ${client.name}`,
          route: { address, port, relay: relayOf(client, cluster) },
        })),
      ),
    ),
  );
  return Promise.all(
    doors.map(async ({ door, route }) => ({ door, heard: await knock({ ...route, timeout }) })),
  );
};

const timeout = milliseconds(1500);

/** A closed port proves nothing if the client reaches no node at all, or nobody listens anywhere. */
const provesSomething = async (world: SwarmWorld): Promise<void> => {
  const { cluster } = await world.cluster();
  const open: [string, Route][] = cluster.nodes.flatMap((node) => [
    ...cluster.clients.map((client): [string, Route] => [
      `${node.name}:80 from ${client.name}`,
      { address: node.public, port: 80, relay: relayOf(client, cluster) },
    ]),
    ...[2376, 2377, 7946].map((port): [string, Route] => [
      `${node.name}:${port} inside`,
      { address: node.private, port },
    ]),
  ]);
  const heard = await Promise.all(
    open.map(async ([door, route]) => `${door} ${await knock({ ...route, timeout })}`),
  );
  assert.deepEqual(
    heard,
    open.map(([door]) => `${door} open`),
    "doors that have to be open",
  );
};
