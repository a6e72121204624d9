import assert from "node:assert/strict";
import { Then, When } from "@cucumber/cucumber";
import { inside } from "./inside.ts";
import { acts, by, holds } from "./phrase.ts";
import type { SwarmWorld } from "./world.ts";

When(
  "the web service of every tenant tries to open the database of every tenant",
  acts(
    "From inside each web container: a TCP connection to port 3306 of the database's name, and of its own addresses, and whether a database speaks there.",
  ),
  by(async (world) => {
    const { spec } = await world.cluster();
    for (const { name: of } of spec.tenants) {
      const doors = [`tasks.${of}_db`, ...(await addressesOf(world, `${of}_db`))];
      for (const { name: from } of spec.tenants)
        for (const door of doors)
          for (const { wrote } of await inside(world, `${from}_web`, opening(door)))
            world.tries.push({ from, of, door, opened: wrote.trim() === "open" });
    }
  }),
);

Then(
  "each opens its own, and no other",
  holds("Its own database by name and address; those of other tenants by neither."),
  by((world) => {
    assert.ok(
      world.tries.some(({ from, of }) => from !== of),
      "nobody tried another's database",
    );
    for (const { from, of, door, opened } of world.tries)
      assert.equal(opened, from === of, `${from}_web opens the database of ${of} at ${door}`);
  }),
);

/** The addresses of the running tasks, without the length of the network's prefix. */
const addressesOf = async (world: SwarmWorld, service: string): Promise<readonly string[]> => {
  const manager = await world.manager();
  const tasks = await manager.listTasks({
    filters: { service: [service], "desired-state": ["running"] },
  });
  const all = tasks.flatMap(({ NetworksAttachments = [] }) =>
    NetworksAttachments.flatMap(({ Addresses = [] }: { Addresses?: string[] }) => Addresses),
  );
  assert.ok(all.length > 0, `${service} has no address`);
  return all.map((address) => address.replace(/\/\d+$/, ""));
};

const opening = (host: string): readonly string[] => ["python3", "-c", script, host];

const script = `
import socket, sys
try:
    with socket.create_connection((sys.argv[1], 3306), 2) as door:
        print("open" if door.recv(1) else "closed without a word")
except OSError as error:
    print(error)
`;
