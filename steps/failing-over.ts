import assert from "node:assert/strict";
import { Then } from "@cucumber/cucumber";
import { NoLeader } from "../src/model/errors.ts";
import type { Snapshot } from "../src/model/snapshot.ts";
import { progress } from "../src/plan/converge.ts";
import { standings } from "../src/plan/standing.ts";
import { eventually } from "./eventually.ts";
import { lostNodes } from "./lost-nodes.ts";
import { by, holds } from "./phrase.ts";
import type { SwarmWorld } from "./world.ts";

Then(
  "within {int} seconds all tasks run on the other nodes",
  holds(
    "The swarm no longer counts on the lost nodes, and every service has all its tasks on nodes that are ready and active.",
  ),
  by((world, limit: number) => failedOver(world, limit, [])),
);

Then(
  "within {int} seconds all tasks but those of {string} and {string} run on the other nodes",
  holds(
    "As before, but for two services that cannot: a database whose lost node is only silent may still write, and keeps its lock.",
  ),
  by((world, limit: number, one: string, other: string) => failedOver(world, limit, [one, other])),
);

const failedOver = async (
  world: SwarmWorld,
  limit: number,
  excused: readonly string[],
): Promise<void> => {
  const { spec } = await world.cluster();
  const lost = lostNodes();
  await eventually(world, limit, async () => {
    const seen = await world.observe();
    const trusted = seen.nodes.filter(
      ({ name, state, availability }) =>
        lost.includes(name) && state === "ready" && availability === "active",
    );
    const open = progress(spec, seen).filter(
      ({ state, service }) => state !== "settled" && !excused.includes(service),
    );
    return [
      ...trusted.map(({ name }) => `the swarm still counts on ${name}`),
      ...open.map(({ service, detail }) => `${service}: ${detail}`),
    ];
  });
};

Then(
  "within {int} seconds it is said in one line that the swarm has no leader",
  holds(
    "To observe the swarm fails with the managers that answer, how many are needed, and what to do.",
  ),
  by(async (world, limit: number) => {
    const lost = lostNodes();
    await eventually(world, limit, async () => {
      const said = await world.observe().then(
        () => "the swarm can still be read",
        (error: unknown) => error,
      );
      if (!(said instanceof NoLeader)) return [String(said)];
      assert.doesNotMatch(said.message, /\n/);
      for (const part of ["has no leader", "swarmspec up starts", ...lost])
        assert.ok(said.message.includes(part), `"${part}" is missing in: ${said.message}`);
      world.log(said.message);
      return [];
    });
  }),
);

Then(
  "only tasks on the other nodes are counted",
  holds(
    "What we count of each service is what the engines of the nodes that are not lost run, whatever the swarm claims.",
  ),
  by(async (world) => {
    const counted = standings(await world.observe());
    const here = await servicesOnOtherNodes(world);
    for (const { name, running, mode } of counted) {
      if (mode.endsWith("-job")) continue;
      assert.equal(running, here.filter((one) => one === name).length, `running tasks of ${name}`);
    }
    await tellClaims(world, counted);
  }),
);

/** The service of each container that runs on a node that is not lost. */
const servicesOnOtherNodes = async (world: SwarmWorld): Promise<readonly string[]> => {
  const lost = lostNodes();
  const { nodes } = (await world.cluster()).cluster;
  const filters = { label: ["com.docker.swarm.service.name"] };
  const found = await Promise.all(
    nodes
      .filter(({ name }) => !lost.includes(name))
      .map(async (node) => (await world.engine(node)).listContainers({ filters })),
  );
  return found.flat().flatMap(({ Labels }) => Labels["com.docker.swarm.service.name"] ?? []);
};

Then(
  "every task is where it was",
  holds("The same tasks run on the same nodes as before the fault."),
  by(async (world) => {
    assert.ok(world.before, "no fault was inflicted");
    const [is, was] = [await world.observe(), world.before].map(runningIn);
    assert.deepEqual(is, was, "what runs where, against what did before the fault");
  }),
);

const runningIn = ({ tasks, services, nodes }: Snapshot): readonly string[] => {
  const serviceNames = new Map(services.map(({ id, spec }) => [id, spec.name]));
  const nodeNames = new Map(nodes.map(({ id, name }) => [id, name]));
  return tasks
    .filter(({ state, desired }) => state === "running" && desired === "running")
    .map(({ id, service, node }) => {
      const where = node && nodeNames.get(node);
      return `${serviceNames.get(service)} on ${where}, task ${id}`;
    })
    .toSorted();
};

/** The engine's own count, for the report: where it is too high, it takes dead nodes at their last word. */
const tellClaims = async (
  world: SwarmWorld,
  counted: ReturnType<typeof standings>,
): Promise<void> => {
  const services = await (await world.manager()).listServices({ status: true });
  for (const { name, running } of counted) {
    const status = services.find(({ Spec }) => Spec?.Name === name)?.ServiceStatus;
    if (status !== undefined && status.RunningTasks !== running)
      world.log(`${name}: ${running} run, and the engine says ${status.RunningTasks}`);
  }
};
