import assert from "node:assert/strict";
import { type DataTable, Given, Then, When } from "@cucumber/cucumber";
import { swarmOf } from "../src/cli/managers.ts";
import { label } from "../src/model/label.ts";
import type { SeenService, Snapshot } from "../src/model/snapshot.ts";
import { changesOf } from "../src/plan/diff.ts";
import { makeService, removeService, tamper, tamperWithNode } from "./behind-our-back.ts";
import { acts, by, holds } from "./phrase.ts";

Given(
  acts("the cluster is as described", "Makes the cluster what has been said until now."),
  by(async (world) => {
    await world.cluster();
  }),
);

When(
  acts(
    "the tenant {string} is struck from the description",
    "The cluster is described as before, without this tenant.",
  ),
  by((world, tenant: string) => world.forget(tenant)),
);

When(
  acts(
    "the cluster is applied",
    "Converges once more, until every node answers for every tenant, and remembers what the swarm was before.",
  ),
  by(async (world) => {
    const began = performance.now();
    world.before = await world.observe();
    await world.converge();
    world.took = performance.now() - began;
  }),
);

When(
  acts(
    "the cluster is applied, whatever comes of it",
    "Converges, and keeps the error for a Then that expects one.",
  ),
  by(async (world) => {
    const began = performance.now();
    world.failure = await world.cluster().then(
      () => undefined,
      (error: unknown) => error,
    );
    world.took = performance.now() - began;
  }),
);

When(
  acts(
    "someone changes the service {string} behind our back",
    "Writes these fields of the service through the engine, as docker service update would.",
  ),
  by(async (world, name: string, fields: DataTable) => {
    await tamper(await world.manager(), name, fields.rowsHash());
  }),
);

When(
  acts(
    "someone sets the labels of {string} to {string} and its availability to {string}",
    "Writes the node through the engine, as docker node update would.",
  ),
  by(async (world, name: string, labels: string, availability: string) =>
    tamperWithNode(await world.manager(), name, { labels, availability }),
  ),
);

When(
  acts(
    "someone removes the service {string} behind our back",
    "Removes the service through the engine.",
  ),
  by(async (world, name: string) => removeService(await world.manager(), name)),
);

When(
  acts(
    "someone else makes a service {string} of the image {string}",
    "Makes a service without our label, as docker service create would.",
  ),
  by(async (world, name: string, image: string) =>
    makeService(await world.manager(), { name, image }),
  ),
);

When(
  acts(
    "a service {string} of the image {string} carries our label, but is not declared",
    "Makes a service as an earlier version of the feature would have left it.",
  ),
  by(async (world, name: string, image: string) => {
    const { cluster } = await world.cluster();
    const labels = { [label.cluster]: cluster.name };
    await makeService(await world.manager(), { name, image, labels });
  }),
);

Then(
  holds("the plan is empty", "Reads the swarm and compares: nothing is left to do."),
  by(async (world) => {
    assert.deepEqual(changesOf(await world.plan()).map(inWords), []);
  }),
);

Then(
  holds(
    "the plan is only to {word} the service {string}",
    "Reads the swarm and compares: this change and no other.",
  ),
  by(async (world, verb: string, name: string) => {
    assert.deepEqual(changesOf(await world.plan()).map(inWords), [`${verb} service ${name}`]);
  }),
);

Then(
  holds(
    "the plan is exactly",
    "The planned changes in any order, as action, kind and name; # stands for the hash of a content. Configs and secrets that only a rollback could have needed until now may go besides.",
  ),
  by(async (world, wanted: DataTable) => {
    // Not the world's own look, which would first make the cluster what was described last.
    const swarm = await swarmOf(world.standing().cluster);
    const onlyForRollback = rollbackFiles(await swarm.observe());
    const planned = changesOf(await world.plan())
      .filter(({ action, name }) => action !== "remove" || !onlyForRollback.has(name))
      .map(inWords);
    const known = planned.map((words) => words.replace(/_[0-9a-f]{10}$/, "_#"));
    const rows = wanted.raw().map((cells) => cells.join(" "));
    assert.deepEqual(known.toSorted(), rows.toSorted());
  }),
);

Then(
  holds(
    "the plan says of the service {string}: {string}",
    "The reason of the planned change contains this text.",
  ),
  by(async (world, name: string, words: string) => {
    const change = changesOf(await world.plan()).find((one) => one.name === name);
    assert.ok(change, `the plan has nothing for ${name}`);
    assert.ok(change.reason.includes(words), `the reason for ${name} is: ${change.reason}`);
  }),
);

Then(
  holds(
    "the plan names the fields",
    "The planned changes name these fields, no more and no fewer.",
  ),
  by(async (world, fields: DataTable) => {
    const named = changesOf(await world.plan()).flatMap((change) => change.fields);
    const names = [...new Set(named.map(({ field }) => field.split(".")[0]))];
    assert.deepEqual(names.toSorted(), fields.raw().flat().toSorted());
  }),
);

Then(
  holds(
    "nothing was written",
    "Services, networks, configs, secrets and nodes have the versions and ids that they had before.",
  ),
  by(async (world) => {
    assert.ok(world.before, "nothing was remembered: apply first");
    assert.deepEqual(versions(await world.observe()), versions(world.before));
  }),
);

Then(
  holds("the service {string} is as it was made", "The service is there, in its first version."),
  by(async (world, name: string) => {
    assert.ok(world.before, "nothing was remembered: apply first");
    const [was, is] = [world.before, await world.observe()].map((seen) => serviceIn(seen, name));
    assert.ok(is, `the service "${name}" is gone`);
    assert.equal(is.version, was?.version, `version of "${name}"`);
  }),
);

Then(
  holds("the service {string} is gone", "The swarm has no such service."),
  by(async (world, name: string) => {
    assert.equal(serviceIn(await world.observe(), name), undefined);
  }),
);

const inWords = ({ action: verb, kind, name }: { action: string; kind: string; name: string }) =>
  `${verb} ${kind} ${name}`;

/** What an earlier scenario changed, and changed back, is kept until the service is written again. */
const rollbackFiles = ({ services }: Snapshot): ReadonlySet<string> => {
  const used = services.flatMap(({ spec }) => [...spec.configs, ...spec.secrets]);
  const names = new Set(used.map(({ name }) => name));
  return new Set(
    services.flatMap(({ previousFiles }) => previousFiles.filter((name) => !names.has(name))),
  );
};

const serviceIn = (seen: Snapshot, name: string): SeenService | undefined =>
  seen.services.find(({ spec }) => spec.name === name);

const versions = ({ services, networks, configs, secrets, nodes }: Snapshot) => ({
  services: Object.fromEntries(services.map(({ spec, version }) => [spec.name, version])),
  nodes: Object.fromEntries(nodes.map(({ id, version }) => [id, version])),
  others: [...networks, ...configs, ...secrets].map(({ id, name }) => `${name} ${id}`).toSorted(),
});
