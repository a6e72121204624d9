import assert from "node:assert/strict";
import { test } from "node:test";
import { BadInput, NotConverged } from "../model/errors.ts";
import type { Event, Listener } from "../model/event.ts";
import type { SeenTask, Snapshot } from "../model/snapshot.ts";
import { seconds } from "../model/units.ts";
import { emptySwarm, seenNode, seenService, seenTask, serviceSpec } from "../plan/world.testing.ts";
import { manualClock } from "./clock.testing.ts";
import { restartService } from "./restart-service.ts";
import { recordingSwarm } from "./swarm.testing.ts";

const web = seenService(serviceSpec());
const seeing = (...tasks: readonly Partial<SeenTask>[]): Snapshot => ({
  ...emptySwarm,
  nodes: [seenNode("node-01")],
  services: [web],
  tasks: tasks.map((facts) => seenTask(facts)),
});
const before = seeing({});
const midway = seeing({ current: false, state: "shutdown", desired: "shutdown" });
const after = seeing({ current: true });

const restart = (
  name: string,
  swarm: ReturnType<typeof recordingSwarm>,
  tell: Listener = () => {},
) =>
  restartService(name, {
    tell,
    ...{ swarm, clock: manualClock(), signal: new AbortController().signal, delay: seconds(5) },
  });

test("a restart waits until all tasks are new, and puts the delay back", async () => {
  const swarm = recordingSwarm({ seen: [before, midway, after] });
  await restart("bearded_web", swarm);
  assert.deepEqual(swarm.calls, ["observe", "restart", "observe", "observe", "put the delay back"]);
});

test("what a restart still lacks is told", async () => {
  const told: Event[] = [];
  const swarm = recordingSwarm({ seen: [before, midway, midway, after] });
  await restart("bearded_web", swarm, (event) => told.push(event));
  assert.deepEqual(
    told.map(({ type }) => type),
    ["awaiting"],
  );
});

test("a restart that does not come through is an error with the last thing seen, and puts the delay back", async () => {
  const swarm = recordingSwarm({ seen: [before, midway] });
  await assert.rejects(restart("bearded_web", swarm), (error) => {
    assert.ok(error instanceof NotConverged);
    assert.match(error.message, /^bearded_web: .*, after \d+ s$/s);
    return true;
  });
  assert.equal(swarm.calls.at(-1), "put the delay back");
});

test("nothing is restarted that is not there", async () => {
  const swarm = recordingSwarm({ seen: [before] });
  await assert.rejects(restart("bearded_wep", swarm), BadInput);
  assert.deepEqual(swarm.calls, ["observe"]);
});
