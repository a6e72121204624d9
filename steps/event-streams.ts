import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { Then, When } from "@cucumber/cucumber";
import { SwarmspecError } from "../src/model/errors.ts";
import type { TenantSpec } from "../src/model/spec.ts";
import { type Errand, fetchOk, listenTo, waysOf } from "./client.ts";
import { acts, by, holds } from "./phrase.ts";
import type { SwarmWorld } from "./world.ts";

When(
  "both clients listen to every tenant's events through every node, and one is published through {string}",
  acts(
    "A stream of /events per client, scheme, node and tenant; once all are open, an event for each tenant is posted through the named node, and then one more for each, at which its listeners stop.",
  ),
  by(async (world, publishing: string) => {
    const { cluster, spec } = await world.cluster();
    const silence = AbortSignal.timeout(10_000);
    const [texts, ends] = [textsFor(spec.tenants), textsFor(spec.tenants)];
    const ways = await waysOf(world);
    const streams = await Promise.all(
      cluster.nodes.flatMap(({ name: node }) =>
        [...texts].flatMap(([tenant, text]) =>
          ways.map((way) =>
            openStream(world, {
              ...{ tenant, text, node, silence },
              end: ends.get(tenant),
              ...way,
            }),
          ),
        ),
      ),
    );
    for (const [tenant, body] of [...texts, ...ends])
      await fetchOk(world, { tenant, node: publishing, path: "/publish", body }, 202);
    world.heard = await Promise.all(
      streams.map(async ({ tenant, text, rest }) => ({ tenant, text, heard: await rest() })),
    );
  }),
);

Then(
  "each listener heard what its tenant published, with a number, and nothing of another",
  holds("The published text arrived as a numbered event at its own tenant's listener only."),
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

const textsFor = (tenants: readonly TenantSpec[]): ReadonlyMap<string, string> =>
  new Map(tenants.map(({ name }) => [name, randomUUID()]));

interface Stream extends Omit<Errand, "path"> {
  /** What is to arrive. */
  readonly text: string;
  /** What arrives last. */
  readonly end: string | undefined;
  readonly silence: AbortSignal;
}

/** An open stream whose greeting has been heard. */
const openStream = async (world: SwarmWorld, { text, end, silence, ...errand }: Stream) => {
  const { tenant, node } = errand;
  const events = await listenTo(world, { ...errand, path: "/events" }, silence);
  const first = await events.next().catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SwarmspecError(`the stream of ${tenant} through ${node} does not open: ${why}`, {
      cause,
    });
  });
  assert.equal(first.value?.event, "hello", `greeting of ${tenant} through ${node}`);
  const rest = async () => {
    const heard = [];
    for await (const event of events) {
      if (event.data === end) break;
      heard.push(event);
    }
    return heard;
  };
  return { tenant, text, rest };
};
