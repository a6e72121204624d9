import assert from "node:assert/strict";
import { Then } from "@cucumber/cucumber";
import { outputOf } from "../src/docker/exec.ts";
import { inside } from "./inside.ts";
import { by, holds } from "./phrase.ts";
import { session } from "./world.ts";

Then(
  holds(
    "the file {string} in every container of {string} says {string}",
    "Reads the file inside the running containers; it contains this text.",
  ),
  by(async (world, path: string, service: string, words: string) => {
    for (const { node, wrote } of await inside(world, service, ["cat", path]))
      assert.ok(wrote.includes(words), `${path} on ${node} says: ${wrote}`);
  }),
);

Then(
  holds(
    "the folder {string} is still there on every node",
    "The folder exists on each node and is not empty.",
  ),
  by(async (world, folder: string) => {
    const { cluster } = await world.cluster();
    const { engine } = await session.place();
    for (const { name, container } of cluster.nodes) {
      const listed = await outputOf(engine.getContainer(container), ["ls", "-A", folder]);
      assert.match(listed, /^(?!ls: )./, `${folder} on ${name}: ${listed}`);
    }
  }),
);

Then(
  holds(
    "no config or secret begins with {string} but the one in use",
    "Older contents of the same name are gone from the swarm.",
  ),
  by(async (world, prefix: string) => {
    const { configs, secrets, services } = await world.observe();
    const named = [...configs, ...secrets].map(({ name }) => name);
    const found = named.filter((name) => name.startsWith(prefix));
    const used = services.flatMap(({ spec }) => [...spec.configs, ...spec.secrets]);
    const wanted = used.map(({ name }) => name).filter((name) => name.startsWith(prefix));
    assert.ok(wanted.length > 0, `no service uses ${prefix}`);
    assert.deepEqual(found.toSorted(), [...new Set(wanted)].toSorted());
  }),
);
