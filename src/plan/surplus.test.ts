import assert from "node:assert/strict";
import { test } from "node:test";
import { id } from "../model/units.ts";
import { surplusIn } from "./surplus.ts";
import { cluster, emptySwarm, seenService, seenTask, serviceSpec } from "./world.testing.ts";

const web = serviceSpec({ mode: { kind: "replicated", replicas: 2 } });
const service = seenService(web);
const tasks = (...slots: number[]) =>
  slots.map((slot, n) => seenTask({ id: id<"task">(`t${n}`), service: service.id, slot }));
const surplus = (facts: object) =>
  surplusIn(cluster({ services: [web] }), { ...emptySwarm, services: [service], ...facts }).map(
    ({ spec }) => spec.name,
  );

test("a slot more than a service is to have is one too many", () => {
  assert.deepEqual(surplus({ tasks: tasks(1, 2, 3) }), [web.name]);
  assert.deepEqual(surplus({ tasks: tasks(1, 2) }), []);
});

test("two tasks of one slot, and tasks that are to end, are none too many", () => {
  assert.deepEqual(surplus({ tasks: tasks(1, 2, 2) }), []);
  const [one, two, ending] = tasks(1, 2, 3);
  assert.deepEqual(surplus({ tasks: [one, two, { ...ending, desired: "remove" }] }), []);
});

test("while a service is updated it may have more", () => {
  const updating = seenService(web, { update: { state: "updating", message: "" } });
  assert.deepEqual(surplus({ services: [updating], tasks: tasks(1, 2, 3) }), []);
});
