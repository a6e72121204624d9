import assert from "node:assert/strict";
import { Then } from "@cucumber/cucumber";
import { asker, matrixOf } from "../src/cli/questions.ts";
import type { Snapshot } from "../src/model/snapshot.ts";
import type { Verdict } from "../src/model/verdict.ts";
import { checkRefused } from "../src/probe/check.ts";
import { questions } from "../src/probe/matrix.ts";
import { eventually } from "./eventually.ts";
import { inside } from "./inside.ts";
import { by, holds } from "./phrase.ts";
import { daysShown } from "./rotating.ts";
import { type SwarmWorld, session } from "./world.ts";

Then(
  "the tasks of the service {string} are those from before",
  holds("Since the cluster was last applied no task of the service was made and none has ended."),
  by(async (world, service: string) => {
    assert.ok(world.before, "nothing was remembered: apply first");
    const before = tasksOf(world.before, service);
    assert.ok(before.length > 0, `${service} had no task`);
    assert.deepEqual(tasksOf(await world.observe(), service), before, `tasks of ${service}`);
  }),
);

Then(
  "within {int} seconds every node refuses the host {string}",
  holds(
    "Both clients ask each node over http and https, again and again until all is refused with 404, by no tenant.",
  ),
  by((world, limit: number, host: string) =>
    eventually(world, limit, async () => {
      const { verdict, evidence } = await refusals(world, host);
      return verdict === "pass" ? [] : evidence;
    }),
  ),
);

Then(
  "within {int} seconds every node serves {string} with the certificate of {string}",
  holds(
    "TLS connections to each node, until all show a trusted certificate for the tenant's host that begins on that day.",
  ),
  by((world, limit: number, tenant: string, day: string) =>
    eventually(world, limit, async () =>
      [...(await daysShown(world, tenant))]
        .filter(([, shown]) => shown !== day)
        .map(([node, shown]) => `${node} shows that of ${shown}`),
    ),
  ),
);

Then(
  "the proxy of every node finds an address for {string}",
  holds(
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

const refusals = async (world: SwarmWorld, host: string): Promise<Verdict> => {
  const { cluster, spec } = await world.cluster();
  const nobody = { ...spec, tenants: [{ name: "nobody", host }] };
  const ask = asker(cluster, spec, { signal: session.signal });
  const asked = questions(matrixOf(cluster, nobody, [[]]));
  return checkRefused(await ask(asked), asked);
};

/** Ids with states, so that a task that ended and was replaced is told from one that goes on. */
const tasksOf = ({ services, tasks }: Snapshot, name: string): readonly string[] => {
  const id = services.find(({ spec }) => spec.name === name)?.id;
  return tasks
    .filter(({ service, desired }) => service === id && desired === "running")
    .map((task) => `${task.id} ${task.state}`)
    .toSorted();
};
