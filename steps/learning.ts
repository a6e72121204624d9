import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { Then } from "@cucumber/cucumber";
import { asker, matrixOf } from "../src/cli/questions.ts";
import type { Snapshot } from "../src/model/snapshot.ts";
import type { Verdict } from "../src/model/verdict.ts";
import { checkRefused } from "../src/probe/check.ts";
import { questions } from "../src/probe/matrix.ts";
import { inside } from "./inside.ts";
import { by, holds } from "./phrase.ts";
import { daysShown } from "./rotating.ts";
import { demand, type SwarmWorld, session } from "./world.ts";

Then(
  holds(
    "the tasks of the service {string} are those from before",
    "Since the cluster was last applied no task of the service was made and none has ended.",
  ),
  by(async (world, service: string) => {
    assert.ok(world.before, "nothing was remembered: apply first");
    const before = tasksOf(world.before, service);
    assert.ok(before.length > 0, `${service} had no task`);
    assert.deepEqual(tasksOf(await world.observe(), service), before);
  }),
);

Then(
  holds(
    "within {int} seconds every node refuses the host {string}",
    "Both clients ask each node over http and https, again and again until all is refused with 404, by no tenant.",
  ),
  by(async (world, limit: number, host: string) => {
    demand(
      await until(
        limit,
        () => refusals(world, host),
        ({ verdict }) => verdict === "pass",
      ),
    );
  }),
);

Then(
  holds(
    "within {int} seconds every node serves {string} with the certificate of {string}",
    "TLS connections to each node, until all show a trusted certificate for the tenant's host that begins on that day.",
  ),
  by(async (world, limit: number, tenant: string, day: string) => {
    const isNew = (days: ReadonlyMap<string, string>) =>
      [...days.values()].every((one) => one === day);
    const days = await until(limit, () => daysShown(world, tenant), isNew);
    assert.ok(isNew(days), `after ${limit} s: ${[...days].map((one) => one.join(" ")).join(", ")}`);
  }),
);

Then(
  holds(
    "the proxy of every node finds an address for {string}",
    "Looks the name up in each proxy's container, as the proxy could do if a request for that host let it.",
  ),
  by(async (world, name: string) => {
    const { cluster } = await world.cluster();
    const found = await inside(world, "proxy", ["getent", "ahostsv4", name]);
    assert.equal(found.length, cluster.nodes.length, "proxies that were asked");
    for (const { node, wrote } of found)
      assert.match(wrote, /^10\./, `what the proxy of ${node} found for ${name}`);
  }),
);

/** The first value that is good enough, or the last one within the limit. */
const until = async <Value>(
  limit: number,
  look: () => Promise<Value>,
  isGood: (value: Value) => boolean,
): Promise<Value> => {
  const deadline = performance.now() + limit * 1000;
  for (;;) {
    const value = await look();
    if (isGood(value) || performance.now() > deadline) return value;
    await wait(200, undefined, { signal: session.signal });
  }
};

const refusals = async (world: SwarmWorld, host: string): Promise<Verdict> => {
  const { cluster, spec } = await world.cluster();
  const nobody = { ...spec, tenants: [{ name: "nobody", host }] };
  const ask = asker(cluster, spec, { signal: session.signal });
  return checkRefused(await ask(questions(matrixOf(cluster, nobody, [[]]))));
};

/** Ids with states, so that a task that ended and was replaced is told from one that goes on. */
const tasksOf = ({ services, tasks }: Snapshot, name: string): readonly string[] => {
  const id = services.find(({ spec }) => spec.name === name)?.id;
  return tasks
    .filter(({ service, desired }) => service === id && desired === "running")
    .map((task) => `${task.id} ${task.state}`)
    .toSorted();
};
