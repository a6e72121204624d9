import assert from "node:assert/strict";
import { test } from "node:test";
import { toWireNetwork } from "./wire-network.ts";

test("a network is written with what its spec says, for its cluster and its stack", () => {
  const spec = {
    name: "shaven_private",
    stack: "shaven",
    driver: "overlay",
    attachable: false,
    internal: true,
    options: { encrypted: "" },
    ipam: { driver: "default", subnets: ["10.9.0.0/24"] },
    labels: { tier: "db" },
  };
  assert.deepStrictEqual(toWireNetwork(spec, "tuleap"), {
    Name: "shaven_private",
    Driver: "overlay",
    Attachable: false,
    Internal: true,
    Options: { encrypted: "" },
    IPAM: { Driver: "default", Config: [{ Subnet: "10.9.0.0/24" }] },
    CheckDuplicate: true,
    Labels: {
      tier: "db",
      "com.docker.stack.namespace": "shaven",
      "swarmspec.cluster": "tuleap",
    },
  });
});

test("a network of the cluster says nothing of a stack, nor of what the swarm chooses", () => {
  const spec = { name: "tuleap", driver: "overlay", attachable: true };
  assert.deepStrictEqual(toWireNetwork(spec, "tuleap"), {
    Name: "tuleap",
    Driver: "overlay",
    Attachable: true,
    CheckDuplicate: true,
    Labels: { "swarmspec.cluster": "tuleap" },
  });
});
