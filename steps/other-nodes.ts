import assert from "node:assert/strict";
import { Then } from "@cucumber/cucumber";
import { asker, matrixOf, relayOf } from "../src/cli/questions.ts";
import type { Question } from "../src/model/sample.ts";
import { milliseconds } from "../src/model/units.ts";
import { checkAnswers, checkRefused } from "../src/probe/check.ts";
import { knock } from "../src/probe/knock.ts";
import { questions } from "../src/probe/matrix.ts";
import { eventually } from "./eventually.ts";
import { lostNodes } from "./lost-nodes.ts";
import { by, holds } from "./phrase.ts";
import { demand, type SwarmWorld, session } from "./world.ts";

Then(
  "within {int} seconds the other nodes answer for every tenant",
  holds(
    "Both clients are answered by each node that is not lost with 200 from the right tenant, over http and https.",
  ),
  by(async (world, limit: number) => {
    const asked = await questionsToOthers(world);
    await eventually(world, limit, async () => {
      const { verdict, evidence } = checkAnswers(await ask(world, asked), asked);
      return verdict === "pass" ? [] : evidence;
    });
  }),
);

Then(
  "no client reaches the lost nodes",
  holds("No connection to a proxy's port of theirs comes about within a second and a half."),
  by(async (world) => {
    const lost = lostNodes();
    const { cluster, spec } = await world.cluster();
    assert.ok(spec.proxy, "the cluster has no proxy");
    const { http, https } = spec.proxy;
    for (const { name, public: address } of cluster.nodes.filter((node) =>
      lost.includes(node.name),
    ))
      for (const client of cluster.clients)
        for (const port of [http, https]) {
          const relay = relayOf(client, cluster);
          const route = { address, port, relay, timeout: milliseconds(1500) };
          assert.notEqual(await knock(route), "open", `${name}:${port} for ${client.name}`);
        }
  }),
);

Then(
  "the proxies of the other nodes still answer",
  holds(
    "Each sends an unknown host away with 404, and answers for every tenant whose web tasks all were on these nodes already; the report says for whom.",
  ),
  by(async (world) => {
    const { spec } = await world.cluster();
    const unknown = { ...spec, tenants: [{ name: "nobody", host: "nobody.example.com" }] };
    const strange = await questionsToOthers(world, unknown);
    demand(checkRefused(await ask(world, strange), strange));
    const whole = spec.tenants.filter(({ name }) => stayed(world, [`${name}_web`]));
    world.log(`asked for: ${["nobody", ...whole.map(({ name }) => name)].join(", ")}`);
    if (whole.length === 0) return;
    const known = await questionsToOthers(world, { ...spec, tenants: whole });
    demand(checkAnswers(await ask(world, known), known));
  }),
);

/** Whether all tasks of these services were on nodes that are not lost. */
const stayed = ({ before }: SwarmWorld, names: readonly string[]): boolean => {
  assert.ok(before, "no fault was inflicted");
  const lost = before.nodes.filter(({ name }) => session.lost.includes(name)).map(({ id }) => id);
  const services = before.services.filter(({ spec }) => names.includes(spec.name));
  return before.tasks
    .filter(
      ({ service, desired }) => desired === "running" && services.some((s) => s.id === service),
    )
    .every(({ node }) => !lost.some((id) => id === node));
};

const questionsToOthers = async (
  world: SwarmWorld,
  wanted?: Parameters<typeof matrixOf>[1],
): Promise<readonly Question[]> => {
  const lost = lostNodes();
  const { cluster, spec } = await world.cluster();
  const nodes = cluster.nodes.filter(({ name }) => !lost.includes(name));
  return questions({ ...matrixOf(cluster, wanted ?? spec, [[]]), nodes });
};

const ask = async (world: SwarmWorld, asked: readonly Question[]) => {
  const { cluster, spec } = await world.cluster();
  return asker(cluster, spec, { signal: session.signal })(asked);
};
