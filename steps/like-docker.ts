import assert from "node:assert/strict";
import { Given, Then, When } from "@cucumber/cucumber";
import type Docker from "dockerode";
import { swarmOf } from "../src/cli/managers.ts";
import { BadInput } from "../src/model/errors.ts";
import type { ClusterSpec } from "../src/model/spec.ts";
import { diff } from "../src/plan/diff.ts";
import { pin } from "../src/spec/pin.ts";
import { comparable, type Twice, writtenBy } from "./allowed-differences.ts";
import { afterwards } from "./behind-our-back.ts";
import { differencesOf, ignoredIn } from "./both-said.ts";
import { deployedByDocker, putStackFiles } from "./docker-deploy.ts";
import { acts, by, holds } from "./phrase.ts";
import { specOf, stacksIn } from "./stack-fixtures.ts";
import { removeAll } from "./undeployed.ts";
import type { SwarmWorld } from "./world.ts";

Given(
  "somebody has made the network {string}, the config {string} and the secret {string}",
  acts(
    "Makes an overlay network, a config and a secret without our label, as external ones for stack files.",
  ),
  by(async (world, network: string, config: string, secret: string) => {
    const manager = await world.manager();
    const Data = Buffer.from("made by somebody").toString("base64");
    const made = [
      await manager.createNetwork({ Name: network, Driver: "overlay", Attachable: true }),
      await manager.createConfig({ Name: config, Data } as never),
      await manager.createSecret({ Name: secret, Data } as never),
    ];
    afterwards(() => Promise.all(made.map((one) => one.remove())));
  }),
);

When(
  "each stack in {string} is deployed by the docker CLI, and then by swarmspec",
  acts(
    "docker stack deploy --resolve-image never on a node, then one apply; both are read back with GET and removed again. NAME.second.yml is merged over NAME.yml.",
  ),
  by(async (world, folder: string) => {
    const { cluster } = await world.cluster();
    await putStackFiles(world, folder);
    for (const stack of stacksIn(folder)) {
      const docker = await byDocker(world, stack);
      const ours = await bySwarmspec(world, stack);
      world.twice.push({ stack: stack.name, docker, ours });
    }
    assert.ok(cluster.nodes.length > 0);
  }),
);

Then(
  "both wrote the same for at least {int} stacks, but for what is allowed to differ",
  holds(
    "Networks, configs, secrets and services, field by field; steps/allowed-differences.ts is the list of what may differ.",
  ),
  by((world, least: number) => {
    assert.ok(world.twice.length >= least, `there are only ${world.twice.length} stacks`);
    for (const { stack, docker, ours } of world.twice) {
      assert.equal(docker.code, 0, `${stack}: docker stack deploy said:\n${docker.said}`);
      assert.ok(!ours.refused, `${stack}: swarmspec said:\n${ours.said.join("\n")}`);
      assert.ok((docker.written?.services.length ?? 0) > 0, `${stack}: docker wrote no service`);
    }
    const all = world.twice.flatMap(({ stack, docker, ours }) =>
      differencesOf(docker.written, ours.written).map((line) => `${stack} ${line}`),
    );
    assert.deepEqual(all, [], `differences: ${all.length}`);
  }),
);

Then(
  "both gave the same warnings",
  holds(
    "Every option that docker says it ignores is one that swarmspec says it ignores, and the other way round.",
  ),
  by((world) => {
    const warned = world.twice.filter(({ docker }) => ignoredIn(docker.said).length > 0);
    assert.ok(warned.length > 0, "docker warned of nothing");
    for (const { stack, docker, ours } of world.twice)
      assert.deepEqual(
        ours.said.flatMap(ignoredIn).toSorted(),
        ignoredIn(docker.said).toSorted(),
        `${stack}: what is ignored`,
      );
  }),
);

Then(
  "both refused each of at least {int} stacks",
  holds("docker stack deploy ends with an error, and swarmspec with bad input."),
  by((world, least: number) => {
    assert.ok(world.twice.length >= least, `there are only ${world.twice.length} stacks`);
    for (const { stack, docker, ours } of world.twice) {
      assert.notEqual(docker.code, 0, `docker took ${stack}`);
      assert.ok(ours.refused, `swarmspec took ${stack}`);
    }
  }),
);

type Stack = ReturnType<typeof stacksIn>[number];

const byDocker = async (world: SwarmWorld, stack: Stack): Promise<Twice["docker"]> => {
  const manager = await world.manager();
  const { code, wrote } = await deployedByDocker(world, stack);
  const written = comparable(await writtenBy(manager));
  await removeAll(manager);
  await gone(manager);
  return { code, said: wrote, ...(code === 0 && { written }) };
};

const bySwarmspec = async (world: SwarmWorld, stack: Stack): Promise<Twice["ours"]> => {
  const manager = await world.manager();
  let spec: ClusterSpec;
  try {
    spec = specOf(stack);
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    return { refused: true, said: [error.message] };
  }
  const { cluster } = await world.cluster();
  const swarm = await swarmOf(cluster);
  const seen = await swarm.observe();
  // The nodes are the feature's own concern: no task is to start here.
  const pinned = pin({ ...spec, nodes: [] }, { certificates: new Map() });
  const refusal = await swarm.apply(diff(pinned, seen), seen);
  assert.equal(refusal, undefined, stack.name);
  const written = comparable(await writtenBy(manager));
  await removeAll(manager);
  await gone(manager);
  return { refused: false, said: spec.warnings ?? [], written };
};

const gone = async (manager: Docker): Promise<void> => {
  const left = comparable(await writtenBy(manager));
  assert.deepEqual(left, { networks: [], configs: [], secrets: [], services: [] });
};
