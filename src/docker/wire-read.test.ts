import assert from "node:assert/strict";
import { test } from "node:test";
import { fromWireFile, fromWireNetwork, fromWireNode } from "./wire-read.ts";

const node = {
  ID: "pzq7sxtwecg6tjolc7wrcpkpm",
  Version: { Index: 9 },
  Spec: { Labels: { zone: "a" }, Role: "manager", Availability: "active" },
  Description: { Hostname: "node-01" },
  Status: { State: "ready", Addr: "0.0.0.0" },
  ManagerStatus: { Leader: true, Reachability: "reachable", Addr: "10.99.0.1:2377" },
};

test("a manager is read with the address that it advertises", () => {
  assert.deepStrictEqual(fromWireNode(node), {
    id: "pzq7sxtwecg6tjolc7wrcpkpm",
    version: 9,
    name: "node-01",
    role: "manager",
    leader: true,
    state: "ready",
    labels: { zone: "a" },
    availability: "active",
    address: "10.99.0.1",
    managerAddress: "10.99.0.1:2377",
  });
});

test("an IPv6 address loses its brackets with its port", () => {
  const seen = fromWireNode({ ...node, ManagerStatus: { Addr: "[fd00::1]:2377" } });
  assert.equal(seen.address, "fd00::1");
});

test("a worker is read with the address that it was seen at", () => {
  const { ManagerStatus: _, ...worker } = node;
  const seen = fromWireNode({ ...worker, Status: { State: "down", Addr: "10.99.0.2" } });
  assert.equal(seen.address, "10.99.0.2");
  assert.equal("managerAddress" in seen, false);
});

test("a network is read as it is in force, without what nobody asked for", () => {
  const wire = {
    Name: "tuleap",
    Id: "grb6s6mqeoajq6kscvr12z5sg",
    Scope: "swarm",
    Driver: "overlay",
    IPAM: { Driver: "default", Options: null, Config: [{ Subnet: "10.0.3.0/24" }] },
    Attachable: false,
    Internal: true,
    Options: { encrypted: "", "com.docker.network.driver.overlay.vxlanid_list": "4097" },
    Labels: { "swarmspec.cluster": "tuleap" },
  };
  assert.deepStrictEqual(fromWireNetwork(wire), {
    id: "grb6s6mqeoajq6kscvr12z5sg",
    name: "tuleap",
    driver: "overlay",
    attachable: false,
    internal: true,
    options: { encrypted: "" },
    ipam: { subnets: ["10.0.3.0/24"] },
    labels: { "swarmspec.cluster": "tuleap" },
    owner: "tuleap",
  });
});

test("a network without labels, as engines tell it with null, is nobody's", () => {
  const seen = fromWireNetwork({ Id: "n", Name: "none", Labels: null, IPAM: { Config: null } });
  assert.equal("owner" in seen, false);
  assert.deepStrictEqual([seen.labels, seen.ipam], [{}, { subnets: [] }]);
});

test("a config is read by its name alone", () => {
  const wire = { ID: "c1", Spec: { Name: "map-1", Labels: {}, Data: "eA==" } };
  assert.deepStrictEqual(fromWireFile(wire), { id: "c1", name: "map-1" });
});
