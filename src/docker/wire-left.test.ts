import assert from "node:assert/strict";
import { test } from "node:test";
import { fromWireTask } from "./wire-task.ts";
import type { WireTask } from "./wire-types.ts";

// As engine 26.1 returns it while the container of a removed service stops.
const task: WireTask = {
  ID: "vgmwurb3gf55dytdvbsq11idf",
  ServiceID: "newdu72gf774ifiqhbsc7i0zc",
  DesiredState: "remove",
  Spec: {
    ContainerSpec: {
      Labels: { "com.docker.stack.namespace": "one" },
      StopGracePeriod: 20_000_000_000,
      Mounts: [{ Type: "bind", Source: "/srv/one", Target: "/data" }],
    },
    Networks: [{ Target: "n1", Aliases: ["web"] }],
  },
  NetworksAttachments: [
    { Network: { ID: "n1", Spec: { Name: "one_default", Labels: { "swarmspec.cluster": "c" } } } },
  ],
  Status: {
    State: "running",
    PortStatus: { Ports: [{ TargetPort: 80, PublishedPort: 80, PublishMode: "host" }] },
  },
};

test("a task whose service is gone tells what it still has, and whose it was", () => {
  assert.deepEqual(fromWireTask(task, undefined).leaves, {
    ...{ name: "one_web", stack: "one", owner: "c", stopGracePeriod: 20_000 },
    mounts: [{ type: "bind", source: "/srv/one", target: "/data", readOnly: false }],
    ports: [{ target: 80, published: 80, protocol: "tcp", mode: "host" }],
    networks: ["one_default"],
  });
});

test("a container of no service, which is on a network of the swarm, leaves nothing", () => {
  const { ServiceID: _, ...attached } = task;
  assert.equal("leaves" in fromWireTask(attached, undefined), false);
});

test("a task of a service that is there does not leave", () => {
  assert.equal("leaves" in fromWireTask(task, { ID: "newdu72gf774ifiqhbsc7i0zc" }), false);
});
