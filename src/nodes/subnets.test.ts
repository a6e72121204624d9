import assert from "node:assert/strict";
import { test } from "node:test";
import { addressIn, freeSubnets } from "./subnets.ts";

test("a network that something uses is not offered, nor is one inside it or around it", () => {
  const free = freeSubnets(["172.31.0.0/16", "172.30.0.128/25", "fd00::/64", "0.0.0.0/32"]);
  assert.equal(free[0], "172.30.1.0/24");
});

test("a default route in use leaves nothing, rather than a clash", () => {
  assert.deepEqual(freeSubnets(["0.0.0.0/0"]), []);
});

test("addresses are counted within the network", () => {
  assert.equal(addressIn("172.30.4.0/24", 11), "172.30.4.11");
});
