import assert from "node:assert/strict";
import test from "node:test";
import { BadInput, NotConverged } from "../model/errors.ts";
import type { SeenTask, Snapshot } from "../model/snapshot.ts";
import { seconds } from "../model/units.ts";
import { emptySwarm, seenNode, seenService, seenTask, serviceSpec } from "../plan/world.testing.ts";
import { manualClock } from "./clock.testing.ts";
import { runJob } from "./run-job.ts";

const job = seenService(
  serviceSpec({
    name: "bearded_reset",
    mode: { kind: "replicated-job", completions: 1, concurrency: 1 },
    restart: { condition: "none" },
  }),
);

const resting = seenService({
  ...job.spec,
  mode: { kind: "replicated-job", completions: 0, concurrency: 0 },
});

const seeing = (...tasks: readonly Partial<SeenTask>[]): Snapshot => ({
  ...emptySwarm,
  nodes: [seenNode("node-01")],
  services: [job, seenService(serviceSpec())],
  tasks: tasks.map((facts) => seenTask({ service: job.id, desired: "complete", ...facts })),
});

const swarm = (...story: readonly Snapshot[]) => {
  const [asked, rested] = [[] as string[], [] as string[]];
  let looked = 0;
  return {
    asked,
    rested,
    rest: async ({ spec }: { spec: { name: string } }) => {
      rested.push(spec.name);
    },
    observe: async () => story[Math.min(looked++, story.length - 1)] ?? emptySwarm,
    runAgain: async ({ spec }: { spec: { name: string } }) => {
      asked.push(spec.name);
    },
  };
};

const run = (name: string, on: ReturnType<typeof swarm>) =>
  runJob(name, { swarm: on, clock: manualClock(), signal: new AbortController().signal });

test("a job is asked to run once, and waited for until it is complete", async () => {
  const on = swarm(
    seeing(),
    seeing({ state: "preparing" }),
    seeing({ state: "running" }),
    seeing({ state: "complete" }),
  );
  await run("bearded_reset", on);
  assert.deepEqual(on.asked, ["bearded_reset"]);
});

test("a job that runs on demand only is put back, also where it fails", async () => {
  const atRest: Snapshot = { ...seeing(), services: [resting] };
  const well = swarm(atRest, seeing({ state: "running" }), seeing({ state: "complete" }));
  await run("bearded_reset", well);
  assert.deepEqual([well.asked, well.rested], [["bearded_reset"], ["bearded_reset"]]);
  const badly = swarm(atRest, seeing({ state: "failed", error: "task: non-zero exit (3)" }));
  await assert.rejects(run("bearded_reset", badly), /non-zero exit/);
  assert.deepEqual(badly.rested, ["bearded_reset"]);
});

test("a job that runs on demand only is given the time that a job's work takes", async () => {
  const clock = manualClock();
  const atRest: Snapshot = { ...seeing(), services: [resting] };
  const on = swarm(atRest, seeing({ state: "running" }));
  const { signal } = new AbortController();
  await assert.rejects(runJob("bearded_reset", { swarm: on, clock, signal }), /after 240 s/);
});

test("a job that somebody puts back while it runs has not done its work", async () => {
  const atRest: Snapshot = { ...seeing(), services: [resting] };
  const on = swarm(atRest, seeing({ state: "running" }), atRest);
  await assert.rejects(run("bearded_reset", on), /bearded_reset was put back while it ran/);
});

test("what is not there or no job is refused, and the jobs are named", async () => {
  await assert.rejects(run("nobody", swarm(seeing())), (error: BadInput) => {
    assert.ok(error instanceof BadInput);
    assert.equal(error.message, "there is no job nobody");
    assert.equal(error.hint, "jobs are bearded_reset");
    return true;
  });
  await assert.rejects(run("bearded_web", swarm(seeing())), /bearded_web is not a job/);
});

test("a job that fails for good is told with its cause", async () => {
  const failed = { state: "failed", error: "task: non-zero exit (3)" } as const;
  await assert.rejects(
    run("bearded_reset", swarm(seeing(), seeing(failed))),
    /non-zero exit \(3\)/,
  );
});

test("a job that never ends is given up with the last thing seen", async () => {
  await assert.rejects(
    runJob("bearded_reset", {
      swarm: swarm(seeing(), seeing({ state: "pending" })),
      clock: manualClock(),
      signal: new AbortController().signal,
      within: seconds(5),
    }),
    (error: Error) => error instanceof NotConverged && /after 5 s/.test(error.message),
  );
});

test("a job that somebody removes meanwhile is not waited for", async () => {
  await assert.rejects(
    run("bearded_reset", swarm(seeing(), emptySwarm)),
    /was removed while it ran/,
  );
});
