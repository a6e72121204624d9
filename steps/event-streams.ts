import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { Then, When } from "@cucumber/cucumber";
import { fetchOk, listenTo } from "./client.ts";
import { acts, by, holds } from "./phrase.ts";
import type { SwarmWorld } from "./world.ts";

When(
  acts(
    "a client listens to every tenant's events through {string}, and one is published through {string}",
    "Listens to /events of each tenant; once all streams are open, posts an event for each tenant through the other node.",
  ),
  by(async (world, listening: string, publishing: string) => {
    const { spec } = await world.cluster();
    const silence = AbortSignal.timeout(10_000);
    const streams = await Promise.all(
      spec.tenants.map(({ name }) => openStream(world, { tenant: name, node: listening, silence })),
    );
    for (const { tenant, text } of streams)
      await fetchOk(world, { tenant, node: publishing, path: "/publish", body: text }, 202);
    world.heard = await Promise.all(
      streams.map(async ({ tenant, text, rest }) => ({ tenant, text, heard: await rest() })),
    );
  }),
);

Then(
  holds(
    "each listener heard what its tenant published, with a number, and nothing of another",
    "The published text arrived as a numbered event at its own tenant's listener only.",
  ),
  by((world) => {
    assert.ok(world.heard.length > 0, "nobody listened");
    const texts = world.heard.map(({ text }) => text);
    for (const { tenant, text, heard } of world.heard) {
      const own = heard.filter(({ data }) => texts.includes(data));
      assert.deepEqual(
        own.map(({ data }) => data),
        [text],
        `what the listener of ${tenant} heard`,
      );
      assert.match(own[0]?.id ?? "", /^\d+$/, `number of the event of ${tenant}`);
    }
  }),
);

interface Stream {
  readonly tenant: string;
  readonly node: string;
  readonly silence: AbortSignal;
}

/** An open stream whose greeting has been heard, and the text that is to arrive on it. */
const openStream = async (world: SwarmWorld, { tenant, node, silence }: Stream) => {
  const events = await listenTo(world, { tenant, node, path: "/events" }, silence);
  const first = await events.next();
  assert.equal(first.value?.event, "hello", `greeting of ${tenant} through ${node}`);
  const text = randomUUID();
  const rest = async () => {
    const heard = [];
    for await (const event of events) {
      heard.push(event);
      if (event.data === text) break;
    }
    return heard;
  };
  return { tenant, text, rest };
};
