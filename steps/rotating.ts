import assert from "node:assert/strict";
import { Then } from "@cucumber/cucumber";
import { certificateAt } from "../src/probe/certificate.ts";
import { imageWithTag } from "../src/spec/image-name.ts";
import { wayOf } from "./client.ts";
import { containersOf } from "./inside.ts";
import { by, holds } from "./phrase.ts";
import type { SwarmWorld } from "./world.ts";

Then(
  "every node serves {string} with the certificate of {string}",
  holds(
    "A TLS connection to each node shows a trusted certificate for the tenant's host that begins on that day.",
  ),
  by(async (world, tenant: string, day: string) => {
    for (const [node, since] of await daysShown(world, tenant))
      assert.equal(since, day, `first day of the certificate for ${tenant} on ${node}`);
  }),
);

Then(
  "every container of {string} is of the image {string}",
  holds("Asks the node of each of its running containers, whatever its digest."),
  by(async (world, service: string, image: string) => {
    for (const { node, container } of await containersOf(world, service)) {
      const { Config } = await container.inspect();
      const [named] = Config.Image.split("@");
      assert.equal(named, imageWithTag(image), `image of ${service} on ${node}`);
    }
  }),
);

/** The first day of the certificate that each node shows for a tenant, by node. */
export const daysShown = async (
  world: SwarmWorld,
  tenant: string,
): Promise<ReadonlyMap<string, string>> => {
  const { cluster } = await world.cluster();
  const days = new Map<string, string>();
  for (const { name: node } of cluster.nodes) {
    const { host, via } = await wayOf(world, { tenant, node });
    const { validFromDate } = await certificateAt(host, via, AbortSignal.timeout(5000));
    days.set(node, validFromDate.toISOString().slice(0, "YYYY-MM-DD".length));
  }
  return days;
};
