import assert from "node:assert/strict";
import { test } from "node:test";
import { NotConverged } from "../model/errors.ts";
import type { Event } from "../model/event.ts";
import type { SeenTask, Snapshot } from "../model/snapshot.ts";
import type { ServiceSpec } from "../model/spec.ts";
import { id, milliseconds, seconds } from "../model/units.ts";
import { diff } from "../plan/diff.ts";
import {
  cluster,
  seenNode,
  seenService,
  seenTask,
  serviceSpec,
  swarmOf,
} from "../plan/world.testing.ts";
import { manualClock } from "./clock.testing.ts";
import { type Convergence, converge, type Swarm } from "./converge.ts";
import { recordingSwarm } from "./swarm.testing.ts";

const healthy: ServiceSpec = serviceSpec({ healthcheck: { test: ["CMD", "true"] } });
const crashable: ServiceSpec = serviceSpec();

const specOf = (...services: ServiceSpec[]) =>
  cluster({ nodes: [{ name: "node-01", role: "manager" }], services });

const spec = specOf(healthy);
const empty: Snapshot = swarmOf(specOf());

const withTasks = (of: ServiceSpec, ...tasks: SeenTask[]): Snapshot => ({
  ...swarmOf(specOf(of)),
  tasks,
});

const settled = withTasks(healthy, seenTask());
const preparing = withTasks(healthy, seenTask({ state: "preparing" }));
const withNetwork = cluster({
  networks: [{ name: "old", driver: "overlay", attachable: true }],
});
const failing = withTasks(
  healthy,
  ...["t1", "t2", "t3"].map((name, n) =>
    seenTask({
      id: id<"task">(name),
      state: "failed",
      desired: "shutdown",
      created: `2025-01-01T00:00:0${n}Z`,
      error: "task: non-zero exit (1)",
    }),
  ),
);

/** Converges against a swarm, with time and events of its own. */
const converging = (swarm: Swarm, facts: Partial<Convergence> & { spec?: typeof spec } = {}) => {
  const [clock, events] = [manualClock(), [] as Event[]];
  const { signal } = new AbortController();
  const tell = (event: Event) => void events.push(event);
  const result = converge(facts.spec ?? spec, { swarm, clock, tell, signal, ...facts });
  return { result, clock, events };
};

test("what tasks, engines and logs say is told without values from outside, and without what looks secret", async () => {
  const secretive = {
    ...specOf(crashable),
    outside: { values: [{ name: "DB_PW", value: "hunter2" }], services: [], networks: [] },
  };
  const failed = withTasks(
    crashable,
    ...failing.tasks.map((task) => ({
      ...task,
      error: 'exec: "web --db=hunter2 --token hush": executable file not found',
    })),
  );
  const swarm = recordingSwarm({
    seen: [specSeen, failed],
    logs: async () => "cannot reach mysql://web:hush@db with hunter2",
  });
  const { result, events } = converging(swarm, { spec: secretive });
  await assert.rejects(result, (error: Error) => {
    assert.match(error.message, /web --db=\$\{DB_PW\} --token \(hidden\)/);
    assert.match(error.message, /mysql:\/\/web:\(hidden\)@db with \$\{DB_PW\}/);
    assert.doesNotMatch(`${error.message}${error.stack}${JSON.stringify(events)}`, /hush/);
    assert.doesNotMatch(`${error.message}${error.stack}`, /hunter2/);
    return true;
  });
  const told = events.filter(({ type }) => type !== "planned");
  assert.doesNotMatch(JSON.stringify(told), /hunter2/);
});

const specSeen: Snapshot = withTasks(crashable, seenTask({ state: "preparing" }));

test("a met spec costs one observation and no write", async () => {
  const swarm = recordingSwarm({ seen: [settled] });
  const { result, events } = converging(swarm);
  assert.equal(await result, settled);
  assert.deepEqual([swarm.calls, events], [["observe"], []]);
});

test("a plan is applied with what it was made from, and then waited for", async () => {
  const swarm = recordingSwarm({ seen: [empty, preparing, settled] });
  const { result, events } = converging(swarm);
  assert.equal(await result, settled);
  assert.deepEqual(swarm.calls, ["observe", "apply", "observe", "observe"]);
  assert.deepEqual(swarm.applied, [{ plan: diff(spec, empty), seen: empty }]);
  assert.deepEqual(
    events.map(({ type }) => type),
    ["planned", "awaiting"],
  );
});

test("after a write out of sequence the swarm is read and planned again", async () => {
  const theirs = {
    ...empty,
    services: [seenService({ ...healthy, image: "registry:5000/web:0@sha256:abc" })],
  };
  const swarm = recordingSwarm({ seen: [empty, theirs, settled], refuses: ["busy"] });
  await converging(swarm).result;
  assert.deepEqual(
    swarm.applied.map(({ plan }) => plan),
    [diff(spec, empty), diff(spec, theirs)],
  );
});

test("writes out of sequence are no rounds: they may be many", async () => {
  const swarm = recordingSwarm({
    seen: [...Array<Snapshot>(9).fill(empty), settled] as [Snapshot],
    refuses: Array(9).fill("busy"),
  });
  assert.equal(await converging(swarm).result, settled);
});

test("after five rounds it gives up and names what remains", async () => {
  const swarm = recordingSwarm({ seen: [empty] });
  await assert.rejects(
    converging(swarm).result,
    new NotConverged(
      "after 5 rounds there is still something to change: create service bearded_web (not in the swarm)",
      { hint: "someone else keeps changing the same things" },
    ),
  );
  assert.equal(swarm.applied.length, 5);
});

const nodes = [seenNode("node-01"), seenNode("node-02")];
const apart = ["a", "b", "c", "d", "e", "f", "g"].map((name) =>
  serviceSpec({
    name,
    healthcheck: { test: ["CMD", "true"] },
    networks: [{ network: `${name}_private`, aliases: [] }],
  }),
);
const specApart = cluster({
  nodes: nodes.map(({ name }) => ({ name, role: "manager" as const })),
  services: apart,
});
/** With that many of the services written, the last of which has a task in that state. */
const withFirst = (count: number, state: SeenTask["state"]): Snapshot => ({
  ...swarmOf({ ...specApart, services: apart.slice(0, count) }),
  tasks: apart.slice(0, count).map(({ name }, index) =>
    seenTask({
      id: id<"task">(`t-${name}`),
      service: id<"service">(`id-of-${name}`),
      state: index === count - 1 ? state : "running",
    }),
  ),
});

test("services that come one network after the other are one round", async () => {
  const seen = apart.map((_, index) => withFirst(index, "running"));
  const swarm = recordingSwarm({ seen: [...seen, withFirst(7, "running")] as [Snapshot] });
  await converging(swarm, { spec: specApart }).result;
  assert.deepEqual(
    swarm.applied.map(({ plan }) => plan.stages.flat().map(({ name }) => name)),
    apart.map(({ name }) => [name]),
  );
});

test("a task that is long in coming to its networks keeps others waiting for ten seconds", async () => {
  const slow = Array<Snapshot>(41).fill(withFirst(1, "preparing"));
  const swarm = recordingSwarm({ seen: [...slow, withFirst(7, "running")] as [Snapshot] });
  const { result, clock } = converging(swarm, { spec: specApart });
  await result;
  assert.deepEqual(
    swarm.applied.map(({ plan }) => plan.stages.flat().length),
    [6],
  );
  assert.ok(clock.now() >= 10_000);
});

test("a service that keeps failing ends the wait at once, with its last lines", async () => {
  const logs = async () => "starting\nno database\n";
  const swarm = recordingSwarm({ seen: [failing], logs });
  const { result, clock } = converging(swarm);
  await assert.rejects(result, {
    name: "NotConverged",
    message:
      "bearded_web: on node-01 the task failed: task: non-zero exit (1), 3 times in a row\nits last lines:\n  starting\n  no database",
  });
  assert.deepEqual([swarm.calls, clock.now()], [["observe", "logs"], 0]);
});

test("what failed before we came is no verdict while the swarm tries once more", async () => {
  const retried = {
    ...failing,
    tasks: [...failing.tasks, seenTask({ id: id<"task">("t4"), state: "starting" })],
  };
  const swarm = recordingSwarm({ seen: [retried, retried, settled] });
  assert.equal(await converging(swarm).result, settled);
});

test("but one more failure is", async () => {
  const later = { created: "2025-01-01T00:00:09Z", state: "starting" } as const;
  const retried = {
    ...failing,
    tasks: [...failing.tasks, seenTask({ id: id<"task">("t4"), ...later })],
  };
  const again = seenTask({
    ...later,
    id: id<"task">("t4"),
    state: "failed",
    error: "task: non-zero exit (1)",
  });
  const next = seenTask({
    id: id<"task">("t5"),
    state: "starting",
    created: "2025-01-01T00:00:10Z",
  });
  const swarm = recordingSwarm({
    seen: [retried, { ...failing, tasks: [...failing.tasks, again, next] }],
  });
  await assert.rejects(converging(swarm).result, {
    message: /^bearded_web: on node-01 .* in a row/,
  });
});

test("a failure is told even where its log cannot be read", async () => {
  const logs = () => Promise.reject(new Error("the node is gone"));
  const swarm = recordingSwarm({ seen: [failing], logs });
  await assert.rejects(converging(swarm).result, {
    message: /^bearded_web: on node-01 the task failed: .* in a row$/,
  });
});

test("a failed update from before does not keep the next one from being written", async () => {
  const paused = {
    ...settled,
    services: [
      seenService(
        { ...healthy, image: "registry:5000/web:0@sha256:abc" },
        { update: { state: "paused", message: "update paused due to failure" } },
      ),
    ],
  };
  const swarm = recordingSwarm({ seen: [paused, settled] });
  assert.equal(await converging(swarm).result, settled);
});

test("an update that is rolled back is waited for, not written again, and then told as a failure", async () => {
  const old = { ...healthy, image: "registry:5000/web:0@sha256:abc" };
  const during = (state: "rollback_started" | "rollback_completed"): Snapshot => ({
    ...settled,
    services: [seenService(old, { update: { state, message: "update rolled back" } })],
  });
  const before: Snapshot = { ...settled, services: [seenService(old)] };
  const swarm = recordingSwarm({
    seen: [before, preparing, during("rollback_started"), during("rollback_completed")],
  });
  await assert.rejects(converging(swarm).result, /bearded_web: the update was rolled back/);
  assert.equal(swarm.applied.length, 1);
});

test("the deadline throws, with the last thing seen", async () => {
  const { result, clock } = converging(recordingSwarm({ seen: [preparing] }), {
    within: seconds(2),
  });
  await assert.rejects(result, {
    name: "NotConverged",
    message:
      "not converged after 2 s:\n  bearded_web: 0 of 1 running; missing on node-01 (preparing)",
  });
  assert.ok(clock.now() > 2000 && clock.now() < 2500, `ended at ${clock.now()} ms`);
});

test("the deadline also tells what could not be written", async () => {
  const swarm = recordingSwarm({
    seen: [empty],
    refuses: Array(99).fill("network tuleap is in use"),
  });
  await assert.rejects(converging(swarm, { within: seconds(2) }).result, {
    message:
      "not converged after 2 s:\n  bearded_web: not in the swarm\n  create service bearded_web (not in the swarm)\n  last refused: network tuleap is in use",
  });
});

test("what is settled only after the deadline does not pass", async () => {
  const clock = manualClock();
  const observe = async () => {
    clock.advance(seconds(3));
    return settled;
  };
  const swarm = { ...recordingSwarm({ seen: [settled] }), observe };
  await assert.rejects(converging(swarm, { clock, within: seconds(2) }).result, {
    message: "not converged after 3 s:\n  bearded_web: 1 of 1 running, not for long enough",
  });
});

test("an abort ends a wait that would last, with the signal's reason", async () => {
  const controller = new AbortController();
  const sleep = () => {
    queueMicrotask(() => controller.abort(new Error("interrupted")));
    return new Promise<void>(() => {});
  };
  const { result } = converging(recordingSwarm({ seen: [preparing] }), {
    clock: { ...manualClock(), sleep },
    signal: controller.signal,
  });
  await assert.rejects(result, new Error("interrupted"));
});

test("an abort's reason is told, not the error that the clock makes of it", async () => {
  const controller = new AbortController();
  const sleep = async () => {
    controller.abort(new Error("interrupted"));
    throw new DOMException("The operation was aborted", "AbortError");
  };
  const { result } = converging(recordingSwarm({ seen: [preparing] }), {
    clock: { ...manualClock(), sleep },
    signal: controller.signal,
  });
  await assert.rejects(result, new Error("interrupted"));
});

test("an abort does not wait for a manager that has gone silent", async () => {
  const controller = new AbortController();
  const observe = () => {
    queueMicrotask(() => controller.abort(new Error("interrupted")));
    return new Promise<Snapshot>(() => {});
  };
  const swarm = { ...recordingSwarm({ seen: [empty] }), observe };
  await assert.rejects(
    converging(swarm, { signal: controller.signal }).result,
    new Error("interrupted"),
  );
});

test("nothing is written after an abort", async () => {
  const swarm = recordingSwarm({ seen: [empty] });
  const signal = AbortSignal.abort(new Error("interrupted"));
  await assert.rejects(converging(swarm, { signal }).result, new Error("interrupted"));
  assert.deepEqual(swarm.calls, []);
});

test("the same progress is told only once", async () => {
  const starting = withTasks(healthy, seenTask({ state: "starting" }));
  const swarm = recordingSwarm({
    seen: [preparing, preparing, preparing, starting, starting, settled],
  });
  const { result, events } = converging(swarm);
  await result;
  assert.deepEqual(
    events.flatMap((event) => (event.type === "awaiting" ? event.progress : [])),
    ["preparing", "starting"].map((what) => ({
      service: "bearded_web",
      state: "waiting",
      detail: `0 of 1 running; missing on node-01 (${what})`,
    })),
  );
});

const running = withTasks(crashable, seenTask());
const crashed = withTasks(
  crashable,
  seenTask({ id: id<"task">("t0"), state: "failed", desired: "shutdown" }),
);

test("a service without a health check is on trial after a write, for as long as it is monitored", async () => {
  const swarm = recordingSwarm({ seen: [empty, running] });
  const { result, clock } = converging(swarm, { spec: specOf(crashable) });
  await result;
  assert.ok(clock.now() >= 5000 && clock.now() < 5500, `ended at ${clock.now()} ms`);
});

test("the trial begins anew when the service falls", async () => {
  const before = Array<Snapshot>(20).fill(running);
  const swarm = recordingSwarm({ seen: [empty, ...before, crashed, running] });
  const { result, clock } = converging(swarm, { spec: specOf(crashable) });
  await result;
  assert.ok(clock.now() >= milliseconds(21 * 150 + 5000), `ended at ${clock.now()} ms`);
});

test("without a write only a service that has failed before is on trial", async () => {
  const recovered = { ...running, tasks: [...running.tasks, ...crashed.tasks] };
  const { result, clock } = converging(recordingSwarm({ seen: [recovered] }), {
    spec: specOf(crashable),
  });
  await result;
  assert.ok(clock.now() >= 5000, `ended at ${clock.now()} ms`);
});

const once = specOf(
  serviceSpec({ mode: { kind: "replicated-job", completions: 1, concurrency: 1 } }),
);

test("a job that has completed is on no trial", async () => {
  const done = {
    ...swarmOf(once),
    tasks: [seenTask({ state: "complete", desired: "shutdown" })],
  };
  const { result, clock } = converging(recordingSwarm({ seen: [swarmOf(specOf()), done] }), {
    spec: once,
  });
  await result;
  assert.ok(clock.now() < 500, `ended at ${clock.now()} ms`);
});

test("unless told, a service may take as long as its own settings need after the last write", async () => {
  const { result, clock } = converging(recordingSwarm({ seen: [empty, preparing] }));
  await assert.rejects(result, { message: /^not converged after 165 s:\n {2}bearded_web: / });
  assert.ok(clock.now() > 165_000 && clock.now() < 166_000, `ended at ${clock.now()} ms`);
});

test("a service that fails is not hidden by a write that is refused", async () => {
  const undeclared = { ...failing, networks: swarmOf(withNetwork).networks };
  const swarm = recordingSwarm({ seen: [undeclared], refuses: Array(99).fill("in use") });
  await assert.rejects(converging(swarm).result, { message: /3 times in a row/ });
  assert.equal(swarm.applied.length, 1);
});

test("a plan that is tried again is told once", async () => {
  const swarm = recordingSwarm({ seen: [empty, empty, settled], refuses: ["busy"] });
  const { result, events } = converging(swarm);
  await result;
  assert.equal(events.filter(({ type }) => type === "planned").length, 1);
});

test("without pruning a swarm is left with what nobody declares", async () => {
  const seen = { ...settled, networks: swarmOf(withNetwork).networks };
  const swarm = recordingSwarm({ seen: [seen] });
  await converging(swarm, { prune: false }).result;
  assert.deepEqual(swarm.calls, ["observe"]);
});

test("a swarm that keeps more tasks than it is to is reminded of it after five seconds, and told so", async () => {
  const tasks = [1, 2].map((slot) => seenTask({ id: id<"task">(`t${slot}`), slot }));
  const surplus = withTasks(healthy, ...tasks);
  const swarm = recordingSwarm({ seen: [...Array<Snapshot>(22).fill(surplus), settled] as never });
  const told: Event[] = [];
  const tell = (event: Event) => void told.push(event);
  const { signal } = new AbortController();
  await converge(spec, { swarm, clock: manualClock(), tell, signal });
  assert.deepEqual(
    swarm.calls.filter((call) => call === "remind"),
    ["remind"],
  );
  assert.ok(
    told.some(
      (event) =>
        event.type === "warned" && /keeps more tasks of it than it is to/.test(event.message),
    ),
  );
});

const yesterday = (state: "paused" | "updating" | undefined, ...tasks: SeenTask[]): Snapshot => ({
  ...withTasks(crashable, ...tasks),
  services: [seenService(crashable, state && { update: { state, message: "words" } })],
});
const ended = seenTask({ state: "failed", desired: "shutdown", error: "no file" });
const old = seenTask({ id: id<"task">("t0"), slot: 2, current: false });

test("an update that was paused before we came is written once more, and waited for", async () => {
  const swarm = recordingSwarm({
    seen: [
      yesterday("paused", ended, old),
      yesterday("updating", seenTask(), old),
      yesterday(undefined, seenTask()),
    ],
  });
  const { result, events } = converging(swarm, { spec: specOf(crashable) });
  await result;
  assert.equal(swarm.applied.length, 1);
  const [planned] = events.filter(({ type }) => type === "planned");
  assert.match(
    JSON.stringify(planned),
    /its update is paused \(words\), so it is written once more/,
  );
});

test("an update that is paused again once it was written is a failure", async () => {
  const paused = yesterday("paused", ended, old);
  const swarm = recordingSwarm({ seen: [paused, yesterday("updating", old), paused] });
  await assert.rejects(converging(swarm, { spec: specOf(crashable) }).result, {
    message: "bearded_web: the update is paused (words); on node-01 the task failed: no file",
  });
  assert.equal(swarm.applied.length, 1);
});

test("tasks of a former spec that the swarm leaves alone are brought to its mind", async () => {
  const left = yesterday(undefined, old);
  const swarm = recordingSwarm({
    seen: [...Array<Snapshot>(42).fill(left), yesterday(undefined, seenTask())] as [Snapshot],
  });
  const { result, events } = converging(swarm, { spec: specOf(crashable) });
  await result;
  assert.deepEqual(
    swarm.calls.filter((call) => call === "remind" || call === "apply"),
    ["remind"],
  );
  assert.match(JSON.stringify(events), /keeps tasks of a former spec of it on node-01, and is/);
});

const stopping = seenTask({
  ...{ id: id<"task">("gone"), service: id<"service">("gone"), desired: "remove", current: false },
  leaves: {
    ...{ name: "bearded_web", stack: "bearded", owner: "tuleap", mounts: [], ports: [] },
    ...{ networks: [], stopGracePeriod: seconds(100) },
  },
});
const beside = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  tasks: [...snapshot.tasks, stopping],
});
const times = (count: number, snapshot: Snapshot): Snapshot[] => Array(count).fill(snapshot);

test("a removed service is waited for until its containers are gone, as long as their grace", async () => {
  const seen = [...times(390, beside(settled)), settled] as [Snapshot];
  const swarm = recordingSwarm({ seen });
  const { result, events, clock } = converging(swarm);
  await result;
  assert.ok(clock.now() > 95_000);
  assert.match(JSON.stringify(events), /still stopping on node-01; its stop_grace_period is 100 s/);
});

test("a container that never stops is told at the deadline", async () => {
  await assert.rejects(converging(recordingSwarm({ seen: [beside(settled)] })).result, {
    message: /not converged after 165 s:\n {2}bearded_web: removed, and still stopping on node-01/,
  });
});

test("a service of another mode is made when the containers of the former one are gone, and told once", async () => {
  const before = {
    ...settled,
    services: [seenService({ ...healthy, mode: { kind: "global" } })],
  } as const;
  const swarm = recordingSwarm({
    seen: [before, beside(empty), beside(empty), empty, preparing, settled],
  });
  const { result, events } = converging(swarm);
  await result;
  assert.deepEqual(
    swarm.applied.map(({ plan }) => plan.stages.flat().map(({ action, name }) => action + name)),
    [["removebearded_web"], ["createbearded_web"]],
  );
  assert.deepEqual(swarm.applied[1]?.seen, empty);
  assert.equal(events.filter(({ type }) => type === "planned").length, 1);
});

test("a node without an image is asked why, as the swarm says only that there is none", async () => {
  const rejected = (n: number): SeenTask =>
    seenTask({
      ...{ id: id<"task">(`t${n}`), state: "rejected", desired: "shutdown" },
      ...{ created: `2025-01-01T00:00:0${n}Z`, error: "No such image: registry:5000/web:1" },
    });
  const swarm = {
    ...recordingSwarm({ seen: [withTasks(healthy, rejected(1), rejected(2), rejected(3))] }),
    unpulled: async (task: string) => [`${task}: node-01 has no space left on its disk`],
  };
  await assert.rejects(converging(swarm).result, {
    message:
      "bearded_web: on node-01 the task was rejected: No such image: registry:5000/web:1, 3 times in a row\nt3: node-01 has no space left on its disk",
  });
});

test("a promoted node is waited for until it is a manager in fact", async () => {
  const wanted = specOf(healthy);
  const node = (facts: object): Snapshot => ({
    ...settled,
    nodes: settled.nodes.map((one) => ({ ...one, ...facts })),
  });
  const manager = node({ role: "manager", managerAddress: "10.1.0.1:2377" });
  const swarm = recordingSwarm({
    seen: [node({ role: "worker" }), node({ role: "manager" }), node({ role: "manager" }), manager],
  });
  const { result, events } = converging(swarm, { spec: wanted });
  assert.equal(await result, manager);
  assert.match(JSON.stringify(events), /node-01","detail":"is no manager yet"/);
});
