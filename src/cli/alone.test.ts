import assert from "node:assert/strict";
import { test } from "node:test";
import type Docker from "dockerode";
import { refusal } from "../docker/manager.testing.ts";
import type { Event } from "../model/event.ts";
import { manualClock } from "../run/clock.testing.ts";
import { alone } from "./alone.ts";

interface Volume {
  readonly Name: string;
  readonly Labels: Record<string, string>;
}

/** Volumes as an engine keeps them: who makes one that is there is given that one. */
const engineOfVolumes = () => {
  const volumes = new Map<string, Volume>();
  const engine = {
    createVolume: async (one: Volume) => {
      if (!volumes.has(one.Name)) volumes.set(one.Name, one);
    },
    getVolume: (name: string) => ({
      inspect: async () => volumes.get(name),
      remove: async () => {
        if (!volumes.delete(name)) throw refusal(404, "no such volume");
      },
    }),
  };
  return { engine: engine as unknown as Docker, volumes };
};

const turn = (engine: Docker, pid: number, facts: object = {}) => ({
  ...{ engine, cluster: { name: "tuleap", run: "r" }, clock: manualClock() },
  ...{ tell: () => {}, signal: new AbortController().signal, lives: () => true },
  me: { run: `m-b-n-${pid}-1`, since: "2025-01-01T00:00:00.000Z" },
  ...facts,
});

test("while one changes a cluster another one ends, and says who does and since when", async () => {
  const { engine, volumes } = engineOfVolumes();
  await alone(turn(engine, 7), () =>
    assert.rejects(
      alone(turn(engine, 8), async () => {}),
      {
        message: 'process 7 has been changing the swarm "tuleap" since 2025-01-01T00:00:00.000Z',
        hint: "--wait waits until it is done",
      },
    ),
  );
  assert.equal(volumes.size, 0);
  assert.equal(await alone(turn(engine, 8), async () => "done"), "done");
});

test("who waits begins when the other is done, and says once what it waits for", async () => {
  const { engine } = engineOfVolumes();
  const events: Event[] = [];
  const clock = manualClock();
  const [first, order] = [Promise.withResolvers<void>(), [] as string[]];
  const slow = alone(turn(engine, 7), async () => {
    await first.promise;
    order.push("first");
  });
  const sleep = async (...args: Parameters<typeof clock.sleep>) => {
    await clock.sleep(...args);
    if (clock.now() < 2000) return;
    first.resolve();
    await slow;
  };
  const second = turn(engine, 8, {
    ...{ wait: true, clock: { ...clock, sleep } },
    tell: (event: Event) => void events.push(event),
  });
  await alone(second, async () => void order.push("second"));
  assert.deepEqual(order, ["first", "second"]);
  assert.equal(events.length, 1);
});

test("what a dead one left is taken over, and a failure gives the cluster back", async () => {
  const { engine, volumes } = engineOfVolumes();
  await alone(turn(engine, 7), () =>
    assert.rejects(
      alone(turn(engine, 8, { lives: () => false }), () => Promise.reject(new Error("failed"))),
      /failed/,
    ),
  );
  assert.equal(volumes.size, 0);
});
