import assert from "node:assert/strict";
import { test } from "node:test";
import { fromWireTask } from "./wire-task.ts";
import type { WirePort, WireService, WireTask } from "./wire-types.ts";

const host: WirePort = {
  Protocol: "tcp",
  TargetPort: 80,
  PublishedPort: 8080,
  PublishMode: "host",
};

const container = {
  Image: "tiny:1",
  Labels: { "com.docker.stack.namespace": "bearded" },
  Command: ["/bin/sleep"],
  Args: ["1000"],
  StopGracePeriod: 1000000000,
};

// As engine 20.10.24 returned them: the service has a Runtime, the task has none, and a port is told twice.
const service: WireService = {
  ID: "newdu72gf774ifiqhbsc7i0zc",
  Spec: {
    TaskTemplate: {
      ContainerSpec: container,
      Placement: {},
      ForceUpdate: 0,
      Runtime: "container",
    },
    EndpointSpec: { Mode: "vip", Ports: [host] },
  },
};

const task: WireTask = {
  ID: "vgmwurb3gf55dytdvbsq11idf",
  CreatedAt: "2026-11-22T17:23:01.312173473Z",
  Spec: { ContainerSpec: container, Placement: {}, ForceUpdate: 0 },
  ServiceID: "newdu72gf774ifiqhbsc7i0zc",
  Slot: 1,
  NodeID: "pzq7sxtwecg6tjolc7wrcpkpm",
  Status: {
    Timestamp: "2026-11-22T17:23:01.784924141Z",
    State: "running",
    Message: "started",
    PortStatus: { Ports: [host, host] },
  },
  DesiredState: "running",
};

test("a task is read with its place, its state and the times of both", () => {
  assert.deepStrictEqual(fromWireTask(task, service), {
    id: "vgmwurb3gf55dytdvbsq11idf",
    service: "newdu72gf774ifiqhbsc7i0zc",
    node: "pzq7sxtwecg6tjolc7wrcpkpm",
    slot: 1,
    state: "running",
    desired: "running",
    created: "2026-11-22T17:23:01.312173473Z",
    at: "2026-11-22T17:23:01.784924141Z",
    message: "started",
    current: true,
  });
});

const withTemplate = (facts: object): WireService => ({
  ...service,
  Spec: { ...service.Spec, TaskTemplate: { ...service.Spec?.TaskTemplate, ...facts } },
});

const withPorts = (Ports: WirePort[]): WireService => ({
  ...service,
  Spec: { ...service.Spec, EndpointSpec: { Ports } },
});

const job = (Index?: number): WireService => ({
  ...service,
  JobStatus: { JobIteration: { Index } },
});

const ofRun = (Index?: number): WireTask => ({ ...task, JobIteration: { Index } });

const silent: WireTask = { ...task, Status: { ...task.Status, PortStatus: {} } };

const formerly = (Ports: WirePort[], StartedAt?: string): WireService => ({
  ...service,
  PreviousSpec: { ...service.Spec, EndpointSpec: { Ports } },
  UpdateStatus: { State: "completed", StartedAt },
});

const [earlier, later] = ["2026-11-22T17:23:01.2Z", "2026-11-22T17:23:02Z"];

const states: readonly [string, WireService | undefined, WireTask, boolean][] = [
  ["whose service has another image", withTemplate({ ContainerSpec: { Image: "b" } }), task, false],
  ["from before a forced restart", withTemplate({ ForceUpdate: 1 }), task, false],
  ["whose service is gone", undefined, task, false],
  ["with a former host port", withPorts([{ ...host, PublishedPort: 8081 }]), task, false],
  ["with a host port too many", withPorts([]), task, false],
  [
    "that differs in its placement",
    withTemplate({ Placement: { Constraints: ["x"] } }),
    task,
    true,
  ],
  ["whose service publishes any port", withPorts([{ ...host, PublishedPort: 0 }]), task, true],
  [
    "that is not running yet, and so has no ports,",
    service,
    { ...task, Status: { State: "starting" } },
    true,
  ],
  ["whose ports a new leader was not told", service, silent, true],
  ["without ports, of a service that had them before too,", formerly([host]), silent, true],
  ["without ports, of a service that had none before,", formerly([]), silent, false],
  ["without ports, from before these were published,", formerly([], later), silent, false],
  ["without ports, made when these were published,", formerly([], earlier), silent, true],
  ["of a job's first run", job(), ofRun(), true],
  ["of a job's latest run", job(2), ofRun(2), true],
  ["of a job's former run, whose spec was the same,", job(2), ofRun(1), false],
  ["of a job, without a run,", job(), task, false],
];

for (const [what, wire, seen, current] of states)
  test(`a task ${what} is ${current ? "" : "not "}current`, () =>
    assert.equal(fromWireTask(seen, wire).current, current));

test("a task of a global service has no slot, and one that waits has no node", () => {
  const { Slot: _, NodeID: __, ...pending } = task;
  const seen = fromWireTask({ ...pending, Slot: 0, NodeID: "" }, service);
  assert.equal("slot" in seen || "node" in seen, false);
});
