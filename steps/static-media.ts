import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { Then, When } from "@cucumber/cucumber";
import { fetchOk, waysOf } from "./client.ts";
import { acts, by, holds } from "./phrase.ts";

When(
  "both clients fetch {string} of every tenant through every node, twice",
  acts(
    "Two requests one after the other per client, scheme, tenant and node; a query of their own makes the first one new to the cache.",
  ),
  by(async (world, path: string) => {
    const { cluster, spec } = await world.cluster();
    for (const { name: node } of cluster.nodes)
      for (const { name: tenant } of spec.tenants)
        for (const way of await waysOf(world)) {
          const errand = { tenant, node, ...way, path: `${path}?${randomUUID()}` };
          const [first, second] = [await fetchOk(world, errand), await fetchOk(world, errand)];
          const cache = [first, second].map(({ headers }) => String(headers["x-cache"]));
          const bodies = [first.body, second.body];
          world.pages.push({ tenant, node, cache: cache.join(" "), bodies });
        }
  }),
);

Then(
  "each first answer came from the tenant, each second one from the cache, and both were the tenant's own",
  holds(
    "The cache says MISS and then HIT, and both texts name the tenant that was asked for and no other.",
  ),
  by(async (world) => {
    const { spec } = await world.cluster();
    assert.ok(world.pages.length > 0, "nothing was fetched");
    for (const { tenant, node, cache, bodies } of world.pages) {
      const where = `of ${tenant} through ${node}`;
      assert.equal(cache, "MISS HIT", `what the cache says of the two answers ${where}`);
      for (const body of bodies) {
        const named = spec.tenants.map(({ name }) => name).filter((name) => body.includes(name));
        assert.deepEqual(named, [tenant], `whom an answer ${where} names: ${body}`);
      }
    }
  }),
);
