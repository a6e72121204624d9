import assert from "node:assert/strict";
import { test } from "node:test";
import { milliseconds, seconds } from "../model/units.ts";
import { fromWireService, namesOf } from "./wire-seen-service.ts";
import type { WireService, WireServiceSpec } from "./wire-types.ts";

// As engine 20.10.24 returned it, with all that it fills in on its own.
const spec: WireServiceSpec = {
  Name: "bearded_web",
  Labels: {
    "com.docker.stack.image": "tiny:1",
    "com.docker.stack.namespace": "bearded",
    "swarmspec.cluster": "tuleap",
    tier: "web",
  },
  TaskTemplate: {
    ContainerSpec: {
      Image: "tiny:1",
      Command: ["/bin/sleep"],
      Args: ["1000"],
      Env: ["B=2", "A=1"],
      Mounts: [
        { Type: "volume", Source: "v", Target: "/v", ReadOnly: true },
        { Source: "/tmp", Target: "/data" },
      ],
      StopGracePeriod: 2000000000,
      Healthcheck: { Test: ["CMD", "true"], Interval: 1000000000 },
      Configs: [
        {
          File: { Name: "/map", UID: "0", GID: "0", Mode: 292 },
          ConfigID: "03azga9fo441u3bxkllyfwh7v",
          ConfigName: "map-2",
        },
      ],
    },
    RestartPolicy: { Condition: "any", Delay: 1000000000, MaxAttempts: 0 },
    Placement: { Constraints: ["node.role==manager"] },
    Networks: [{ Target: "grb6s6mqeoajq6kscvr12z5sg", Aliases: ["web"] }],
    ForceUpdate: 1,
    Runtime: "container",
  },
  Mode: { Replicated: { Replicas: 2 } },
  UpdateConfig: {
    Parallelism: 2,
    FailureAction: "pause",
    MaxFailureRatio: 0,
    Order: "stop-first",
  },
  EndpointSpec: {
    Mode: "vip",
    Ports: [{ Protocol: "tcp", TargetPort: 80, PublishedPort: 8080, PublishMode: "host" }],
  },
};

const wire: WireService = {
  ID: "krh2x7syoyfqru7fv59zrzhil",
  Version: { Index: 4116 },
  Spec: spec,
  PreviousSpec: {
    TaskTemplate: {
      ContainerSpec: { Configs: [{ ConfigName: "map-1" }], Secrets: [{ SecretName: "key-1" }] },
    },
  },
  UpdateStatus: { State: "paused", Message: "update paused due to failure" },
};

const names = { networks: new Map([["grb6s6mqeoajq6kscvr12z5sg", "tuleap"]]) };

test("a service is read without what the engine fills in", () => {
  assert.deepStrictEqual(fromWireService(wire, names), {
    id: "krh2x7syoyfqru7fv59zrzhil",
    version: 4116,
    owner: "tuleap",
    spec: {
      name: "bearded_web",
      stack: "bearded",
      image: "tiny:1",
      entrypoint: ["/bin/sleep"],
      command: ["1000"],
      environment: ["A=1", "B=2"],
      stopGracePeriod: seconds(2),
      healthcheck: { test: ["CMD", "true"], interval: milliseconds(1000) },
      mounts: [
        { type: "bind", source: "/tmp", target: "/data", readOnly: false },
        { type: "volume", source: "v", target: "/v", readOnly: true },
      ],
      networks: [{ network: "tuleap", aliases: ["web"] }],
      configs: [{ name: "map-2", target: "/map", uid: "0", gid: "0", mode: 0o444 }],
      secrets: [],
      ports: [{ target: 80, published: 8080, protocol: "tcp", mode: "host" }],
      mode: { kind: "replicated", replicas: 2 },
      constraints: ["node.role==manager"],
      update: { parallelism: 2 },
      restart: { delay: seconds(1) },
      labels: { tier: "web" },
    },
    previousFiles: ["key-1", "map-1"],
    update: { state: "paused", message: "update paused due to failure" },
  });
});

const read = (facts: WireServiceSpec) => fromWireService({ ID: "s", Spec: facts }, names);

test("a service that says nothing is one replica, nobody's, and not being updated", () => {
  const seen = fromWireService({ ID: "s" }, names);
  assert.deepEqual(seen.spec.mode, { kind: "replicated", replicas: 1 });
  assert.equal("owner" in seen, false);
  assert.equal("update" in seen, false);
});

test("a port that says nothing is tcp through the routing mesh", () => {
  assert.deepEqual(read({ EndpointSpec: { Ports: [{ TargetPort: 81 }] } }).spec.ports, [
    { target: 81, published: 0, protocol: "tcp", mode: "ingress" },
  ]);
});

test("a global service, and a network that is gone, are told as they are", () => {
  const seen = read({ Mode: { Global: {} }, TaskTemplate: { Networks: [{ Target: "lost" }] } });
  assert.deepEqual(seen.spec.mode, { kind: "global" });
  assert.deepEqual(seen.spec.networks, [{ network: "lost", aliases: [] }]);
});

test("jobs are told with what the engine takes where nothing is said", () => {
  assert.deepEqual(read({ Mode: { GlobalJob: {} } }).spec.mode, { kind: "global-job" });
  const job = { kind: "replicated-job", completions: 3 };
  assert.deepEqual(read({ Mode: { ReplicatedJob: { TotalCompletions: 3 } } }).spec.mode, {
    ...job,
    concurrency: 1,
  });
  assert.deepEqual(read({ Mode: { ReplicatedJob: { MaxConcurrent: 3 } } }).spec.mode, {
    ...job,
    concurrency: 3,
  });
});

test("a network that engines do not list is named by the tasks on it", () => {
  const host = { Network: { ID: "h1", Spec: { Name: "host" } } };
  const { networks } = namesOf(
    [{ Id: "n1", Name: "tuleap" }],
    [
      { ID: "t1", NetworksAttachments: [host] },
      { ID: "t2", NetworksAttachments: null },
    ],
  );
  assert.deepEqual([...networks].toSorted(), [
    ["h1", "host"],
    ["n1", "tuleap"],
  ]);
});

test("a config that only the engine reads is the credential, and a rollback needs it", () => {
  const ContainerSpec = {
    Privileges: { CredentialSpec: { Config: "c1", File: "", Registry: "" } },
    Configs: [{ ConfigID: "c1", ConfigName: "cred", Runtime: {} }],
  };
  const { spec: seen } = read({ TaskTemplate: { ContainerSpec } });
  assert.deepEqual([seen.credential, seen.configs], [{ kind: "config", name: "cred" }, []]);
  const PreviousSpec = { TaskTemplate: { ContainerSpec } };
  assert.deepEqual(fromWireService({ ID: "s", PreviousSpec }, names).previousFiles, ["cred"]);
});
