import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Progress } from "../model/progress.ts";
import type { SeenService, SeenTask, Snapshot } from "../model/snapshot.ts";
import type { ServiceSpec } from "../model/spec.ts";
import { id } from "../model/units.ts";
import { progress } from "./converge.ts";
import {
  cluster,
  emptySwarm,
  seenNode,
  seenService,
  seenTask,
  serviceSpec,
  swarmOf,
} from "./world.testing.ts";

const on = (number: number) => id<"node">(`id-of-node-0${number}`);
const nodes = [seenNode("node-01"), seenNode("node-02"), seenNode("node-03")];

interface Scene {
  readonly spec?: Partial<ServiceSpec>;
  readonly seen?: Partial<SeenService>;
  readonly nodes?: Snapshot["nodes"];
  readonly tasks: readonly Partial<SeenTask>[];
}

const judged = (scene: Scene): Progress | undefined => {
  const spec = serviceSpec(scene.spec);
  const swarm: Snapshot = {
    ...emptySwarm,
    nodes: scene.nodes ?? nodes,
    services: [seenService(spec, scene.seen)],
    tasks: scene.tasks.map((task) => only(task)),
  };
  return progress(cluster({ services: [spec] }), swarm)[0];
};

/** A task of a global service has no slot, and one that waits for a node has none. */
const only = (facts: Partial<SeenTask>): SeenTask => {
  const { slot, node, ...task } = seenTask(facts);
  return {
    ...task,
    ...(slot ? { slot } : {}),
    ...(node ? { node } : {}),
  };
};

const told = (scene: Scene): string => {
  const { state, detail } = judged(scene) ?? {};
  return `${state}: ${detail}`;
};

const replicas = (wanted: number) => ({ mode: { kind: "replicated", replicas: wanted } }) as const;
const global = { mode: { kind: "global" } } as const;
const globalJob = { mode: { kind: "global-job" } } as const;
const job = (completions: number) =>
  ({ mode: { kind: "replicated-job", completions, concurrency: completions } }) as const;
const completed = (facts: Partial<SeenTask>): Partial<SeenTask> => ({
  ...{ state: "complete", desired: "shutdown" },
  ...facts,
});
const update = (state: NonNullable<SeenService["update"]>["state"], message = "words") => ({
  update: { state, message },
});
const failed = (second: number, facts: Partial<SeenTask> = {}): Partial<SeenTask> => ({
  id: id<"task">(`t${second}`),
  state: "failed",
  desired: "shutdown",
  error: "task: non-zero exit (1)",
  created: `2025-01-01T00:00:0${second}Z`,
  ...facts,
});
const networkGone = "error while removing network: unknown network bearded_private id jvgxfp79eahi";
const later = "2025-01-01T00:00:09Z";

const scenes: readonly [string, string, Scene][] = [
  ["a service that runs as often as wanted is settled", "settled: 1 of 1 running", { tasks: [{}] }],
  [
    "a service of no replicas is settled without tasks",
    "settled: 0 of 0 running",
    { spec: replicas(0), tasks: [] },
  ],
  [
    "a missing task is told with its node and state",
    "waiting: 1 of 2 running; missing on node-02 (preparing)",
    { spec: replicas(2), tasks: [{}, { slot: 2, node: on(2), state: "preparing" }] },
  ],
  ["a service whose tasks are not made yet waits", "waiting: 0 of 1 running", { tasks: [] }],
  [
    "a task on a dead node does not count, whatever the engine says",
    "waiting: 0 of 1 running; missing on node-01 (the node is down)",
    { nodes: [seenNode("node-01", { state: "down" })], tasks: [{}] },
  ],
  [
    "a task of the former spec does not count and has to go",
    "waiting: 0 of 1 running; 1 old still running on node-01",
    { tasks: [{ current: false }] },
  ],
  [
    "an old task beside the new one has to go",
    "waiting: 1 of 1 running; 1 old still running on node-02",
    { tasks: [{}, { current: false, node: on(2), slot: 2 }] },
  ],
  [
    "a task that was told to stop and still runs is waited for, as proxies may still ask it",
    "waiting: 1 of 1 running; 1 old still running on node-02",
    { tasks: [{}, { desired: "shutdown", node: on(2), slot: 2 }] },
  ],
  [
    "more tasks than wanted are not settled",
    "waiting: 2 of 1 running",
    { tasks: [{}, { slot: 2, node: on(2) }] },
  ],
  [
    "a service that is being updated is not settled, though its tasks run",
    "waiting: 1 of 1 running; words",
    { seen: update("updating"), tasks: [{}] },
  ],
  [
    "a completed update is settled",
    "settled: 1 of 1 running",
    { seen: update("completed"), tasks: [{}] },
  ],
  [
    "a paused update is a failure at once",
    "failed: the update is paused (words); on node-01 the task failed: task: non-zero exit (1)",
    { seen: update("paused"), tasks: [failed(1)] },
  ],
  [
    "a rollback in progress waits for its end",
    "waiting: being rolled back (words)",
    { seen: { ...update("rollback_started"), spec: serviceSpec({ image: "old" }) }, tasks: [{}] },
  ],
  [
    "a rollback to something else than declared is a failure",
    "failed: the update was rolled back (rollback completed)",
    {
      seen: {
        ...update("rollback_completed", "rollback completed"),
        spec: serviceSpec({ image: "old" }),
      },
      tasks: [{}],
    },
  ],
  [
    "a rollback that fails too tells also what the update failed of",
    "failed: the rollback is paused (words); on node-01 the task failed: task: non-zero exit (1); before, on node-02 the task was rejected: no such image",
    {
      seen: { ...update("rollback_paused"), spec: serviceSpec({ image: "old" }) },
      tasks: [
        failed(2),
        {
          state: "rejected",
          error: "no such image",
          node: on(2),
          current: false,
          created: "2025-01-01T00:00:01Z",
        },
      ],
    },
  ],
  [
    "a rollback to what is declared by now is none",
    "settled: 1 of 1 running",
    { seen: update("rollback_completed"), tasks: [{}] },
  ],
  [
    "a service that is not written as declared waits for the write",
    "waiting: image differs from the spec",
    { seen: { spec: serviceSpec({ image: "old" }) }, tasks: [{}] },
  ],
  [
    "three failures in a row are a failure, though a fourth task is starting",
    "failed: on node-01 the task failed: task: non-zero exit (1), 3 times in a row",
    { tasks: [failed(1), failed(2), failed(3), { state: "starting", created: later }] },
  ],
  [
    "two failures are not enough",
    "waiting: 0 of 1 running; missing on node-01 (starting)",
    { tasks: [failed(1), failed(2), { state: "starting", created: later }] },
  ],
  [
    "former failures are forgiven where a task runs",
    "settled: 1 of 1 running",
    { tasks: [failed(1), failed(2), failed(3), { created: later }] },
  ],
  [
    "former failures are forgotten when the task that ran since has lost its node",
    "waiting: 0 of 1 running; missing on node-02 (preparing)",
    {
      nodes: [seenNode("node-01", { state: "down" }), seenNode("node-02")],
      tasks: [
        failed(1),
        failed(2),
        failed(3),
        { created: "2025-01-01T00:00:05Z", desired: "shutdown" },
        { created: later, node: on(2), state: "preparing" },
      ],
    },
  ],
  [
    "tasks that ended unseen, as their node was killed, did not fail by themselves",
    "waiting: 0 of 1 running; missing on node-01 (starting)",
    {
      tasks: [
        ...[1, 2].map((second) => failed(second, { error: "task: non-zero exit (255)" })),
        failed(3, { error: "task: non-zero exit (137)" }),
        { state: "starting", created: later },
      ],
    },
  ],
  [
    "tasks that were stopped, and whose network another one's end had removed, have not failed",
    "waiting: 0 of 1 running; missing on node-01 (starting)",
    {
      tasks: [
        ...[1, 2, 3].map((second) => failed(second, { error: networkGone })),
        { state: "starting", created: later },
      ],
    },
  ],
  [
    "failures of the former spec say nothing of this one",
    "waiting: 0 of 1 running; missing on node-01 (starting)",
    {
      tasks: [
        ...[1, 2, 3].map((second) => failed(second, { current: false })),
        { state: "starting", created: later },
      ],
    },
  ],
  [
    "failures on different nodes of a global service are not in a row",
    "waiting: 0 of 3 running; missing on node-01 (failed: task: non-zero exit (1)), node-02 (failed: task: non-zero exit (1)), node-03 (failed: task: non-zero exit (1))",
    { spec: global, tasks: [1, 2, 3].map((n) => failed(n, { slot: 0, node: on(n) })) },
  ],
  [
    "one failure is final where nothing is restarted",
    "failed: on node-01 the task was rejected: No such image: web:1",
    {
      spec: { restart: { condition: "none" } },
      tasks: [failed(1, { state: "rejected", error: "No such image: web:1" })],
    },
  ],
  [
    "failures are final when the attempts are used up",
    "failed: on node-01 the task failed: task: non-zero exit (1), 2 times in a row",
    { spec: { restart: { maxAttempts: 1 } }, tasks: [failed(1), failed(2)] },
  ],
  [
    "a task that ends by itself and is not started again is done",
    "settled: 1 of 1 finished",
    {
      spec: { restart: { condition: "on-failure" } },
      tasks: [{ state: "complete", desired: "shutdown" }],
    },
  ],
  [
    "a task that ends by itself and has to be started again is not",
    "waiting: 0 of 1 running",
    { tasks: [{ state: "complete", desired: "shutdown" }] },
  ],
  [
    "a constraint that no node meets is a failure, in the engine's words",
    "failed: no suitable node (scheduling constraints not satisfied on 3 nodes)",
    { tasks: [pending("no suitable node (scheduling constraints not satisfied on 3 nodes)")] },
  ],
  [
    "a constraint may be met when a node comes back",
    "waiting: 0 of 1 running; missing on no node yet (pending: no suitable node (scheduling constraints not satisfied on 2 nodes))",
    {
      nodes: [...nodes, seenNode("node-04", { state: "down" })],
      tasks: [pending("no suitable node (scheduling constraints not satisfied on 2 nodes)")],
    },
  ],
  [
    "a taken port may become free",
    "waiting: 0 of 1 running; missing on no node yet (pending: no suitable node (host-mode port already in use on 3 nodes))",
    { tasks: [pending("no suitable node (host-mode port already in use on 3 nodes)")] },
  ],
  [
    "a global service is wanted once per ready and active node",
    "waiting: 1 of 2 running; missing on node-02 (no task yet)",
    {
      spec: global,
      nodes: [
        seenNode("node-01"),
        seenNode("node-02"),
        seenNode("node-03", { state: "down" }),
        seenNode("node-04", { availability: "drain" }),
      ],
      tasks: [{ slot: 0 }],
    },
  ],
  [
    "a global service is wanted only where its constraints hold",
    "settled: 1 of 1 running",
    {
      spec: { ...global, constraints: ["node.role != worker", "node.hostname==NODE-01"] },
      nodes: [...nodes, seenNode("node-04", { role: "worker" })],
      tasks: [{ slot: 0 }],
    },
  ],
  [
    "a global service that no node satisfies is a failure",
    "failed: no node satisfies node.role==worker",
    { spec: { ...global, constraints: ["node.role==worker"] }, tasks: [] },
  ],
  [
    "a global service is wanted on the nodes with its labels",
    "waiting: 1 of 2 running; missing on node-02 (no task yet)",
    {
      spec: { ...global, constraints: ["node.labels.disk==ssd"] },
      nodes: [
        seenNode("node-01", { labels: { disk: "ssd" } }),
        seenNode("node-02", { labels: { disk: "ssd" } }),
        seenNode("node-03"),
      ],
      tasks: [{ slot: 0 }],
    },
  ],
  [
    "a label that no node has is a failure before the engine says so",
    "failed: no node satisfies node.labels.zone == a",
    { spec: { constraints: ["node.labels.zone == a"] }, tasks: [] },
  ],
  [
    "a node that is away may come back and take the service",
    "waiting: 0 of 1 running",
    {
      spec: { constraints: ["node.labels.zone == a"] },
      nodes: [...nodes, seenNode("node-04", { state: "down", labels: { zone: "a" } })],
      tasks: [],
    },
  ],
  [
    "where engines' labels decide, the swarm's own choice of nodes is taken",
    "settled: 1 of 1 running",
    { spec: { ...global, constraints: ["engine.labels.disk==ssd"] }, tasks: [{ slot: 0 }] },
  ],
  [
    "where engines' labels decide and nothing was chosen yet, nothing is settled",
    "waiting: 0 of 0 running; no node is ready for it",
    { spec: { ...global, constraints: ["engine.labels.disk==ssd"] }, tasks: [] },
  ],
  [
    "a job is settled when as many tasks have completed as it asks for",
    "settled: 2 of 2 completed",
    { spec: job(2), tasks: [completed({ slot: 0 }), completed({ node: on(2) })] },
  ],
  [
    "a job at work is told with what it has completed and where it runs",
    "waiting: 1 of 2 completed; running on node-02",
    {
      spec: job(2),
      tasks: [completed({ slot: 0 }), { node: on(2), desired: "complete" }],
    },
  ],
  [
    "what a job completed before it was written again does not count",
    "waiting: 0 of 1 completed; missing on node-01 (preparing)",
    {
      spec: job(1),
      tasks: [
        completed({ current: false }),
        { state: "preparing", desired: "complete", created: later },
      ],
    },
  ],
  [
    "a job's task that failed and was tried again with success is done",
    "settled: 1 of 1 completed",
    { spec: job(1), tasks: [failed(1), completed({ created: later })] },
  ],
  [
    "a job whose attempts are used up has failed, whatever node each was on",
    "failed: on node-02 the task failed: task: non-zero exit (1), 2 times in a row",
    {
      spec: { ...job(1), restart: { condition: "on-failure", maxAttempts: 1 } },
      tasks: [failed(1, { slot: 0 }), failed(2, { slot: 0, node: on(2) })],
    },
  ],
  [
    "a job that is not restarted fails with its first task",
    "failed: on node-01 the task failed: task: non-zero exit (1)",
    { spec: { ...job(1), restart: { condition: "none" } }, tasks: [failed(1, { slot: 0 })] },
  ],
  [
    "a global job is done when it has completed on each node",
    "waiting: 2 of 3 completed; running on node-03",
    {
      spec: globalJob,
      tasks: [
        completed({ slot: 0 }),
        completed({ slot: 0, node: on(2) }),
        { slot: 0, node: on(3), desired: "complete" },
      ],
    },
  ],
  [
    "a global job does not run on nodes that came after it",
    "settled: 1 of 1 completed",
    { spec: globalJob, tasks: [completed({ slot: 0 })] },
  ],
];

function pending(error: string): Partial<SeenTask> {
  return { state: "pending", desired: "running", error, node: id<"node">("") };
}

for (const [title, expected, scene] of scenes)
  test(title, () => assert.equal(told(scene), expected));

test("a failure carries the newest failed task", () => {
  const verdict = judged({ tasks: [failed(1), failed(2), failed(3)] });
  assert.equal(verdict?.state === "failed" ? verdict.task : undefined, "t3");
});

test("a service that is not there waits", () => {
  const [verdict] = progress(cluster({ services: [serviceSpec()] }), emptySwarm);
  assert.deepEqual(verdict, {
    service: "bearded_web",
    state: "waiting",
    detail: "not in the swarm",
  });
});

test("a replicated service is settled only if exactly the wanted number runs on ready nodes", () => {
  const anyTask = fc.record({
    state: fc.constantFrom<SeenTask["state"]>("running", "preparing", "shutdown"),
    desired: fc.constantFrom<SeenTask["state"]>("running", "shutdown"),
    current: fc.boolean(),
    node: fc.integer({ min: 1, max: 4 }).map(on),
  });
  const swarm = [...nodes, seenNode("node-04", { state: "down" })];
  fc.assert(
    fc.property(fc.array(anyTask, { maxLength: 5 }), fc.nat(3), (tasks, wanted) => {
      const placed = tasks.map((task, index) => ({ ...task, slot: index + 1 }));
      const verdict = judged({ spec: replicas(wanted), nodes: swarm, tasks: placed });
      const running = placed.filter(
        (task) =>
          task.current &&
          task.state === "running" &&
          task.desired === "running" &&
          task.node !== on(4),
      );
      if (verdict?.state === "settled") assert.equal(running.length, wanted);
    }),
  );
});

test("a paused update whose tasks came up all the same is no failure any more", () => {
  const spec = cluster({ services: [serviceSpec()] });
  const paused = { update: { state: "paused", message: "update paused" } } as const;
  const seen = {
    ...swarmOf(spec),
    nodes: [seenNode("node-01")],
    services: [seenService(serviceSpec(), paused)],
  };
  const running = { ...seen, tasks: [seenTask()] };
  assert.equal(progress(spec, running)[0]?.state, "settled");
  assert.equal(progress(spec, { ...seen, tasks: [] })[0]?.state, "failed");
});

test("a service of which nothing is wanted does not fail for its constraints", () => {
  const mode = { kind: "replicated", replicas: 0 } as const;
  const idle = serviceSpec({ mode, constraints: ["node.labels.zone == nowhere"] });
  const spec = cluster({ services: [idle] });
  assert.equal(
    progress(spec, { ...swarmOf(spec), nodes: [seenNode("node-01")] })[0]?.state,
    "settled",
  );
});
