import assert from "node:assert/strict";
import { Then } from "@cucumber/cucumber";
import { outputOf } from "../src/docker/exec.ts";
import type { Snapshot } from "../src/model/snapshot.ts";
import { inside } from "./inside.ts";
import { by, holds } from "./phrase.ts";
import { session } from "./world.ts";

Then(
  "the file {string} in every container of {string} says {string}",
  holds("Reads the file inside the running containers; it contains this text."),
  by(async (world, path: string, service: string, words: string) => {
    for (const { node, wrote } of await inside(world, service, ["cat", path]))
      assert.ok(wrote.includes(words), `${path} of ${service} on ${node} says: ${wrote}`);
  }),
);

Then(
  "the folder {string} is still there on every node",
  holds("The folder exists on each node and is not empty."),
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
  "the swarm has {int} secrets that begin with {string}: the one in use, and the one to go back to",
  holds(
    "No other content of that name is left; one of them is used by a service, and one by what a rollback would bring back.",
  ),
  by(async (world, count: number, prefix: string) => {
    const { secrets, services } = await world.observe();
    const named = (names: readonly string[]) =>
      [...new Set(names.filter((name) => name.startsWith(prefix)))].toSorted();
    const used = named(services.flatMap(({ spec }) => spec.secrets.map(({ name }) => name)));
    const former = named(services.flatMap(({ previousFiles }) => previousFiles));
    assert.equal(used.length, 1, `in use: ${used.join(", ")}`);
    const there = named(secrets.map(({ name }) => name));
    assert.equal(there.length, count, `in the swarm: ${there.join(", ")}`);
    assert.deepEqual(there, named([...used, ...former]), "in the swarm, against what is needed");
  }),
);

Then(
  "nothing of the stack {string} is left in the swarm",
  holds(
    "No network, config, secret or service has a name that begins with the stack's, as some had before the last apply.",
  ),
  by(async (world, stack: string) => {
    assert.ok(world.before, "nothing was remembered: apply first");
    assert.notDeepEqual(namesOf(world.before, stack), [], `names of ${stack} before`);
    const left = namesOf(await world.observe(), stack);
    assert.deepEqual(left, [], `left of ${stack}: ${left.join(", ")}`);
  }),
);

const namesOf = (seen: Snapshot, stack: string): readonly string[] => {
  const { networks, configs, secrets, services } = seen;
  const all = [...networks, ...configs, ...secrets, ...services.map(({ spec }) => spec)];
  return all.map(({ name }) => name).filter((name) => name.startsWith(`${stack}_`));
};
