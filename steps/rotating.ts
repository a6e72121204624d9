import assert from "node:assert/strict";
import { Then } from "@cucumber/cucumber";
import { certificateAt } from "../src/probe/certificate.ts";
import { wayOf } from "./client.ts";
import { by, holds } from "./phrase.ts";

Then(
  holds(
    "every node serves {string} with the certificate of {string}",
    "A TLS connection to each node shows a trusted certificate for the tenant's host that begins on that day.",
  ),
  by(async (world, tenant: string, day: string) => {
    const { cluster } = await world.cluster();
    for (const { name: node } of cluster.nodes) {
      const { host, via } = await wayOf(world, { tenant, node });
      const { validFromDate } = await certificateAt(host, via, AbortSignal.timeout(5000));
      const since = validFromDate.toISOString().slice(0, day.length);
      assert.equal(since, day, `first day of the certificate for ${host} on ${node}`);
    }
  }),
);
