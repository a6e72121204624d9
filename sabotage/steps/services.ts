import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { When } from "@cucumber/cucumber";
import type Docker from "dockerode";
import { clock } from "../../src/cli/clock.ts";
import { ranIn } from "../../src/docker/exec.ts";
import type { Fault } from "../../src/fault/fault.ts";
import { seconds } from "../../src/model/units.ts";
import { untilSettled } from "../../src/run/until-settled.ts";
import { rewrite } from "../../steps/behind-our-back.ts";
import { runningTasks } from "../../steps/inside.ts";
import { by } from "../../steps/phrase.ts";
import { type SwarmWorld, session } from "../../steps/world.ts";

When(
  "someone lets {string} join the network {string}",
  by(async (world, name: string, network: string) => {
    const manager = await world.manager();
    const [found] = await manager.listNetworks({ filters: { name: [network] } });
    assert.ok(found, `no network "${network}"`);
    await written(world, name, ({ TaskTemplate }) => {
      TaskTemplate.Networks = [...(TaskTemplate.Networks ?? []), { Target: found.Id }];
    });
  }),
);

When(
  "someone takes {string} off its networks",
  by((world, name: string) =>
    written(world, name, ({ TaskTemplate }) => {
      TaskTemplate.Networks = [];
    }),
  ),
);

When(
  "all reverse proxies are restarted at once",
  by((world) =>
    written(world, "proxy", (spec) => {
      spec.TaskTemplate.ForceUpdate = (spec.TaskTemplate.ForceUpdate ?? 0) + 1;
      spec.UpdateConfig = { ...spec.UpdateConfig, Parallelism: 0 };
    }),
  ),
);

When(
  "the tasks of {string} are killed again and again for {int} seconds",
  by(async (world, name: string, span: number) => {
    const end = performance.now() + span * 1000;
    const { engine } = await session.place();
    while (performance.now() < end) {
      const nodes = (await runningTasks(world, name)).map(({ node }) => node);
      for (const node of nodes) {
        const container = engine.getContainer((await world.node(node)).container);
        await ranIn(container, ["sh", "-c", killing], { SERVICE: name });
      }
      await wait(200, undefined, { signal: session.signal });
    }
  }),
);

When(
  "the folder {string} of {string} is not shared",
  by(async (world, folder: string, name: string) => {
    const { engine } = await session.place();
    const node = await world.node(name);
    await session.inflict(
      unshared(engine.getContainer(node.container), { folder, node: name }),
      (await world.cluster()).cluster.name,
    );
  }),
);

When(
  "the {string} of {string} is {string} in its containers",
  by(async (world, file: string, service: string, text: string) => {
    const { engine } = await session.place();
    for (const { node } of await runningTasks(world, service)) {
      const container = engine.getContainer((await world.node(node)).container);
      const variables = { SERVICE: service, FILE: file, TEXT: text };
      const { code, wrote } = await ranIn(container, ["sh", "-ec", covering], variables);
      assert.equal(code, 0, wrote);
    }
  }),
);

const killing = `docker ps -q -f label=com.docker.swarm.service.name=$SERVICE | xargs -r docker kill`;

// Within the container's own mounts, which its task takes with it when it ends.
const covering = `
task=$(docker ps -q --no-trunc -f label=com.docker.swarm.service.name=$SERVICE | head -1)
files=/var/lib/docker/containers/$task/mounts/secrets
mount -o remount,rw $files
found=
for one in $files/*; do
  if [ "$(cat $one)" = "$(docker exec $task cat $FILE)" ]; then printf %s "$TEXT" > $one; found=yes; fi
done
[ -n "$found" ]`;

/** An empty folder of the node's own over the one that all nodes share. */
const unshared = (
  container: Docker.Container,
  { folder, node }: { readonly folder: string; readonly node: string },
): Fault => ({
  done: `${folder} of ${node} is not shared`,
  undone: `${folder} of ${node} is shared again`,
  inflict: async () => {
    const { code, wrote } = await ranIn(container, ["mount", "-t", "tmpfs", "tmpfs", folder]);
    assert.equal(code, 0, wrote);
  },
  undo: async () => {
    await ranIn(container, ["umount", "-l", folder]);
  },
});

/** Someone else writes a service; waits until it is as was written. */
const written = async (
  world: SwarmWorld,
  name: string,
  change: Parameters<typeof rewrite>[2],
): Promise<void> => {
  await rewrite(await world.manager(), name, change);
  const { services } = await world.observe();
  const service = services.find(({ spec }) => spec.name === name);
  assert.ok(service);
  const swarm = { observe: () => world.observe() };
  const { signal } = session;
  await untilSettled(service, { swarm, clock, signal, within: seconds(60), while: "was changed" });
};
