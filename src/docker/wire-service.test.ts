import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { ServiceSpec } from "../model/spec.ts";
import { milliseconds, seconds } from "../model/units.ts";
import { service } from "../plan/arbitrary.testing.ts";
import { normalise } from "./wire-normal.ts";
import { fromWireService } from "./wire-seen-service.ts";
import { toWireService, withForcedRestartsOf } from "./wire-service.ts";

const minimal: ServiceSpec = {
  name: "bearded_web",
  stack: "bearded",
  image: "registry:5000/web:1@sha256:abc",
  environment: [],
  mounts: [],
  networks: [],
  configs: [],
  secrets: [],
  ports: [],
  mode: { kind: "replicated", replicas: 1 },
  constraints: [],
  labels: {},
};

const idsFor = (spec: ServiceSpec) => ({
  networks: new Map(spec.networks.map(({ network }) => [network, `id of ${network}`])),
  configs: new Map(spec.configs.map(({ name }) => [name, `id of ${name}`])),
  secrets: new Map(spec.secrets.map(({ name }) => [name, `id of ${name}`])),
});

const namesFor = (spec: ServiceSpec) => ({
  networks: new Map(spec.networks.map(({ network }) => [`id of ${network}`, network])),
});

const throughTheEngine = (spec: ServiceSpec): ServiceSpec => {
  const body = JSON.parse(JSON.stringify(toWireService(spec, "tuleap", idsFor(spec))));
  return fromWireService({ ID: "s1", Spec: body }, namesFor(spec)).spec;
};

test("what is written is read back as the normal form of what was meant", () => {
  fc.assert(
    fc.property(service, (spec) => assert.deepStrictEqual(throughTheEngine(spec), normalise(spec))),
  );
});

test("a normal form is its own normal form", () => {
  fc.assert(
    fc.property(service, (spec) =>
      assert.deepStrictEqual(normalise(normalise(spec)), normalise(spec)),
    ),
  );
});

test("the order of lists and explicit defaults do not change what is written", () => {
  const spoken: ServiceSpec = {
    ...minimal,
    environment: ["B=2", "A=1"],
    stopGracePeriod: seconds(10),
    update: { parallelism: 1, delay: milliseconds(0), order: "stop-first" },
    restart: { condition: "any", delay: seconds(5) },
  };
  const silent: ServiceSpec = { ...minimal, environment: ["A=1", "B=2"] };
  assert.deepStrictEqual(
    toWireService(spoken, "tuleap", idsFor(spoken)),
    toWireService(silent, "tuleap", idsFor(silent)),
  );
});

test("an update policy without parallelism is written as one at a time, not all at once", () => {
  const body = toWireService(
    { ...minimal, update: { delay: seconds(5) } },
    "tuleap",
    idsFor(minimal),
  );
  assert.equal(body.UpdateConfig?.Parallelism, 1);
});

test("a service carries the cluster, its stack and its image without a digest as labels", () => {
  const body = toWireService(minimal, "tuleap", idsFor(minimal));
  assert.deepStrictEqual(body.Labels, {
    "swarmspec.cluster": "tuleap",
    "com.docker.stack.namespace": "bearded",
    "com.docker.stack.image": "registry:5000/web:1",
  });
  assert.deepStrictEqual(body.TaskTemplate.ContainerSpec?.Labels, {
    "com.docker.stack.namespace": "bearded",
  });
});

test("a service that refers to what is not in the swarm is refused by name", () => {
  const spec: ServiceSpec = { ...minimal, networks: [{ network: "lost", aliases: [] }] };
  assert.throws(() => toWireService(spec, "tuleap", idsFor(minimal)), {
    message: "service bearded_web refers to lost, which is not in the swarm",
  });
});

test("an update keeps the count of forced restarts", () => {
  const body = toWireService(minimal, "tuleap", idsFor(minimal));
  const seen = { ID: "s1", Spec: { TaskTemplate: { ForceUpdate: 3 } } };
  assert.equal(withForcedRestartsOf(seen, body).TaskTemplate.ForceUpdate, 3);
  assert.deepStrictEqual(withForcedRestartsOf({ ID: "s1" }, body), body);
});
