import assert from "node:assert/strict";
import { Then, When } from "@cucumber/cucumber";
import { fetchOk } from "./client.ts";
import { acts, by, holds } from "./phrase.ts";

When(
  acts(
    "a client fetches {string} of every tenant through every node, twice",
    "Two requests one after the other per tenant and node, over https.",
  ),
  by(async (world, path: string) => {
    const { cluster, spec } = await world.cluster();
    for (const { name: node } of cluster.nodes)
      for (const { name: tenant } of spec.tenants) {
        await fetchOk(world, { tenant, node, path });
        const { headers, body } = await fetchOk(world, { tenant, node, path });
        world.pages.push({ tenant, node, cache: String(headers["x-cache"]), body });
      }
  }),
);

Then(
  holds(
    "each second answer came from the cache, and was the tenant's own",
    "The cache says HIT, and the text names the tenant that was asked for and no other.",
  ),
  by(async (world) => {
    const { spec } = await world.cluster();
    assert.ok(world.pages.length > 0, "nothing was fetched");
    for (const { tenant, node, cache, body } of world.pages) {
      const where = `of ${tenant} through ${node}`;
      assert.equal(cache, "HIT", `what the cache says of the second answer ${where}`);
      const named = spec.tenants.filter(({ name }) => body.includes(name)).map(({ name }) => name);
      assert.deepEqual(named, [tenant], `whom the answer ${where} names: ${body}`);
    }
  }),
);
