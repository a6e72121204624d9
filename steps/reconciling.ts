import assert from "node:assert/strict";
import { Given, Then, When } from "@cucumber/cucumber";
import type { SeenService, Snapshot } from "../src/model/snapshot.ts";
import { acts, by, holds } from "./phrase.ts";

Given(
  "the cluster is as described",
  acts("Makes the cluster what has been said until now."),
  by(async (world) => {
    await world.cluster();
  }),
);

When(
  "the tenant {string} is struck from the description",
  acts("The cluster is described as before, without this tenant."),
  by((world, tenant: string) => world.forget(tenant)),
);

When(
  "the cluster is applied",
  acts(
    "Converges once more, until every node answers for every tenant, and remembers what the swarm was before.",
  ),
  by(async (world) => {
    world.before = await world.observeStanding();
    const began = performance.now();
    await world.converge();
    world.took = performance.now() - began;
  }),
);

When(
  "the cluster is applied, whatever comes of it",
  acts("Converges, and keeps the error for a Then that expects one."),
  by(async (world) => {
    const began = performance.now();
    world.failure = await world.cluster().then(
      () => undefined,
      (error: unknown) => error,
    );
    world.took = performance.now() - began;
  }),
);

Then(
  "nothing was written",
  holds(
    "Services, networks, configs, secrets and nodes have the versions and ids that they had before.",
  ),
  by(async (world) => {
    assert.ok(world.before, "nothing was remembered: apply first");
    const [is, was] = [await world.observe(), world.before].map(versions);
    assert.deepEqual(is, was, "versions and ids, against those from before");
  }),
);

Then(
  "the service {string} is as it was made",
  holds("The service is there, in its first version."),
  by(async (world, name: string) => {
    assert.ok(world.before, "nothing was remembered: apply first");
    const [was, is] = [world.before, await world.observe()].map((seen) => serviceIn(seen, name));
    assert.ok(is, `the service "${name}" is gone`);
    assert.equal(is.version, was?.version, `version of "${name}"`);
  }),
);

Then(
  "the service {string} is gone",
  holds("The swarm had it before the last apply, and has it no more."),
  by(async (world, name: string) => {
    assert.ok(world.before && serviceIn(world.before, name), `there was no "${name}" before`);
    assert.equal(serviceIn(await world.observe(), name), undefined);
  }),
);

const serviceIn = (seen: Snapshot, name: string): SeenService | undefined =>
  seen.services.find(({ spec }) => spec.name === name);

const versions = ({ services, networks, configs, secrets, nodes }: Snapshot) => ({
  services: Object.fromEntries(services.map(({ spec, version }) => [spec.name, version])),
  nodes: Object.fromEntries(nodes.map(({ id, version }) => [id, version])),
  others: [...networks, ...configs, ...secrets].map(({ id, name }) => `${name} ${id}`).toSorted(),
});
