import assert from "node:assert/strict";
import { When } from "@cucumber/cucumber";
import { type FaultKind, faultOn } from "../src/cli/fault-kinds.ts";
import type { SeenNode } from "../src/model/snapshot.ts";
import { runningTasks } from "./inside.ts";
import { acts, by } from "./phrase.ts";
import { type SwarmWorld, session } from "./world.ts";

When(
  "the node {string} is killed",
  acts(
    "Ends its container without warning, as a power cut would. Like every fault it is undone at the end of the scenario, whatever happens.",
  ),
  by((world, node: string) => inflict(world, "kill", node)),
);

When(
  "the node that runs {string} is killed",
  acts("As before, the node that has the service's first running task."),
  by(async (world, service: string) => inflict(world, "kill", await runnerOf(world, service))),
);

When(
  "the leader is killed",
  acts("As before, the manager that leads the swarm."),
  by((world) => inflict(world, "kill", "leader")),
);

When(
  "the leader and another manager are killed",
  acts("As before, both at once: of three managers one is left."),
  by(async (world) => {
    const { nodes } = await world.observe();
    const managers = nodes.filter(({ role }) => role === "manager");
    const [other] = managers.filter(({ leader }) => !leader);
    const leader = managers.find((node) => node.leader);
    assert.ok(leader && other, "the swarm has no two managers");
    await inflict(world, "kill", other.name);
    await inflict(world, "kill", leader.name);
  }),
);

When(
  "a follower is paused",
  acts(
    "Freezes every process of a manager that does not lead, of these the one with the most tasks: it takes connections, and never answers.",
  ),
  by(async (world) => inflict(world, "pause", await followerIn(world))),
);

When(
  "a follower is cut from the {word} network",
  acts(
    "Drops all that such a manager sends and gets on the network, private or public, silently, as a cut cable would.",
  ),
  by(async (world, network: string) => cut(world, network, await followerIn(world))),
);

When(
  "the node {string} is cut from the {word} network",
  acts("As before, a node by its name."),
  by((world, node: string, network: string) => cut(world, network, node)),
);

When(
  "the node that runs {string} is cut from the {word} network",
  acts("As before, the node that has the service's first running task."),
  by(async (world, service: string, network: string) =>
    cut(world, network, await runnerOf(world, service)),
  ),
);

When(
  "the node that runs {string} is drained",
  acts(
    "Sets the node's availability to drain; the next description of the cluster activates it again.",
  ),
  by(async (world, service: string) => inflict(world, "drain", await runnerOf(world, service))),
);

When(
  "a task of {string} is killed",
  acts("Ends the container of one task on its node, behind the swarm's back."),
  by((world, service: string) => inflict(world, "kill-task", service)),
);

When(
  "the lost nodes are brought back",
  acts(
    "Undoes what was done to nodes, the last first: starts, resumes, connects and activates them again.",
  ),
  by(async (world) => {
    const lost = session.lost;
    await session.undo();
    for (const node of lost)
      world.watch?.note({ kind: "fault", what: `${node} is brought back`, node });
  }),
);

const inflict = async (world: SwarmWorld, kind: FaultKind, target: string): Promise<void> => {
  const { engine } = await session.place();
  const { cluster } = await world.cluster();
  // What the swarm was when it was whole: the second of several faults may find it without a leader.
  if (session.lost.length === 0) world.before = await world.observe();
  const fault = await faultOn({ engine, cluster }, { kind, target });
  const { node, done: what } = fault;
  world.watch?.note({ kind: "fault", what, ...(node !== undefined && { node }) });
  if (node !== undefined) world.broken = [...world.broken, node];
  await session.inflict(fault, cluster.name);
};

const runnerOf = async (world: SwarmWorld, service: string): Promise<string> => {
  const [place] = await runningTasks(world, service);
  assert.ok(place, `no task of ${service} runs`);
  return place.node;
};

const followerIn = async (world: SwarmWorld): Promise<string> => {
  const { nodes, tasks } = await world.observe();
  const running = tasks.filter((one) => one.state === "running" && one.desired === "running");
  const load = ({ id }: SeenNode) => running.filter(({ node }) => node === id).length;
  const followers = nodes.filter(({ role, leader }) => role === "manager" && !leader);
  const [follower] = followers.toSorted((one, other) => load(other) - load(one));
  assert.ok(follower, "the swarm has no manager but its leader");
  return follower.name;
};

const cut = async (world: SwarmWorld, network: string, node: string): Promise<void> => {
  assert.ok(network === "private" || network === "public", `there is no network "${network}"`);
  await inflict(world, `cut-${network}`, node);
};
