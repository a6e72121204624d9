import assert from "node:assert/strict";
import { test } from "node:test";
import { refusal } from "../docker/manager.testing.ts";
import { keepingEngine } from "./engine.testing.ts";
import { nameIn } from "./site.ts";
import { ensureSiteNetworks } from "./site-networks.ts";

const owner = { cluster: "tuleap", run: "run-1" };
const [open, closed] = [nameIn(owner, "public"), nameIn(owner, "private")];

const subnetIn = (body: unknown): string =>
  (body as { IPAM: { Config: [{ Subnet: string }] } }).IPAM.Config[0].Subnet;

test("a cluster gets two networks with subnets of their own, clear of what is in use", async () => {
  const { engine, writes } = keepingEngine();
  const site = await ensureSiteNetworks(engine, owner, ["172.31.0.0/16", "172.30.0.0/24"]);
  assert.deepEqual(site, {
    ...owner,
    public: { name: open, subnet: "172.30.1.0/24" },
    private: { name: closed, subnet: "172.30.2.0/24" },
  });
  assert.deepEqual(writes, [`create network ${open}`, `create network ${closed}`]);
});

test("networks carry the labels by which they are found again", async () => {
  const { engine, writes } = keepingEngine();
  const made = await ensureSiteNetworks(engine, owner, []);
  const found = await ensureSiteNetworks(engine, owner, [made.public.subnet, made.private.subnet]);
  assert.deepEqual([found, writes.length], [made, 2]);
});

test("the networks of another run are not taken for ours", async () => {
  const { engine, writes } = keepingEngine();
  const theirs = await ensureSiteNetworks(engine, { ...owner, run: "run-2" }, []);
  const site = await ensureSiteNetworks(engine, owner, [theirs.public.subnet]);
  assert.notEqual(site.public.name, theirs.public.name);
  assert.equal(writes.length, 4);
});

test("of a cluster that has lost one network only that one is made", async () => {
  const { engine, writes } = keepingEngine();
  const made = await ensureSiteNetworks(engine, owner, []);
  await engine.getNetwork(open).remove();
  writes.length = 0;
  const again = await ensureSiteNetworks(engine, owner, [made.private.subnet]);
  assert.deepEqual(writes, [`create network ${open}`]);
  assert.notEqual(again.public.subnet, again.private.subnet);
});

test("a subnet that another run took since we looked makes it try the next", async () => {
  const before = (_: string, body: unknown): void => {
    if (subnetIn(body) === "172.31.0.0/24")
      throw refusal(403, "Pool overlaps with other one on this address space");
  };
  const { engine } = keepingEngine([], { before });
  const site = await ensureSiteNetworks(engine, owner, []);
  assert.deepEqual([site.public.subnet, site.private.subnet], ["172.31.1.0/24", "172.31.2.0/24"]);
});

test("any other refusal is told as it is, and not tried again", async () => {
  const before = () => {
    throw refusal(500, "could not find plugin bridge");
  };
  const { engine, writes } = keepingEngine([], { before });
  await assert.rejects(ensureSiteNetworks(engine, owner, []), /could not find plugin bridge/);
  assert.equal(writes.length, 1);
});

test("where nothing is free the reader learns what is full", async () => {
  const { engine, writes } = keepingEngine();
  await assert.rejects(ensureSiteNetworks(engine, owner, ["0.0.0.0/0"]), {
    message: "no free subnet for the public network of tuleap",
    hint: "docker network ls shows what takes 172.20.0.0 to 172.31.255.255",
  });
  assert.deepEqual(writes, []);
});
