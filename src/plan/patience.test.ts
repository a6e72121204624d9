import assert from "node:assert/strict";
import { test } from "node:test";
import type { ServiceSpec } from "../model/spec.ts";
import { seconds } from "../model/units.ts";
import { patienceWith } from "./patience.ts";
import { seenNode, serviceSpec } from "./world.testing.ts";

const nodes = [seenNode("node-01"), seenNode("node-02")];
const replicas = (count: number) => ({ mode: { kind: "replicated", replicas: count } }) as const;

const table: readonly [string, number, Partial<ServiceSpec>][] = [
  ["one task has a minute, its monitor's time and its grace to stop", 75, {}],
  ["a service of no tasks has a minute", 60, replicas(0)],
  ["each batch of an update takes its time", 60 + 3 * 15, replicas(3)],
  [
    "settings of an update count",
    60 + 2 * (20 + 30 + 1),
    {
      ...{ ...replicas(4), stopGracePeriod: seconds(1) },
      update: { parallelism: 2, delay: seconds(30), monitor: seconds(20) },
    },
  ],
  ["all at once is one batch", 75, { ...replicas(9), update: { parallelism: 0 } }],
  ["a global service has a task on each node", 90, { mode: { kind: "global" } }],
  [
    "a health check is given every try",
    75 + 10 + 4 * 5,
    {
      healthcheck: {
        ...{ test: ["CMD", "true"], startPeriod: seconds(10) },
        ...{ interval: seconds(5), retries: 4 },
      },
    },
  ],
  [
    "a rollback takes as long again",
    60 + 15 + 25,
    { update: { failureAction: "rollback" }, rollback: { delay: seconds(10) } },
  ],
  [
    "a job has three minutes for each batch",
    60 + 2 * 180,
    { mode: { kind: "replicated-job", completions: 4, concurrency: 2 } },
  ],
];

for (const [title, expected, facts] of table)
  test(`${title}: ${expected} s`, () =>
    assert.equal(patienceWith(serviceSpec(facts), { nodes }), seconds(expected)));
