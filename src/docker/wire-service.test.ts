import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { ServiceSpec } from "../model/spec.ts";
import { milliseconds, seconds } from "../model/units.ts";
import { service } from "../plan/arbitrary.testing.ts";
import { differences } from "../plan/fields.ts";
import { asRead } from "./as-read.testing.ts";
import { normalise } from "./wire-normal.ts";
import { fromWireService } from "./wire-seen-service.ts";
import { restarted, runAgain, toWireService, withForcedRestartsOf } from "./wire-service.ts";
import type { WireServiceSpec } from "./wire-types.ts";

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
  configs: new Map(
    [...spec.configs, ...(spec.credential?.kind === "config" ? [spec.credential] : [])].map(
      ({ name }) => [name, `id of ${name}`],
    ),
  ),
  secrets: new Map(spec.secrets.map(({ name }) => [name, `id of ${name}`])),
});

const namesFor = (spec: ServiceSpec) => ({
  networks: new Map(spec.networks.map(({ network }) => [`id of ${network}`, network])),
});

const written = (facts: Partial<ServiceSpec> = {}): ReturnType<typeof toWireService> => {
  const spec = { ...minimal, ...facts };
  return toWireService(spec, "tuleap", idsFor(spec));
};

const read = (spec: ServiceSpec, body: WireServiceSpec): ServiceSpec =>
  fromWireService({ ID: "s1", Spec: JSON.parse(JSON.stringify(body)) }, namesFor(spec)).spec;

test("what is written is read back as the normal form of what was meant", () => {
  fc.assert(
    fc.property(service, (spec) => {
      const body = toWireService(spec, "tuleap", idsFor(spec));
      assert.deepStrictEqual(read(spec, body), normalise(spec));
      assert.deepStrictEqual(read(spec, asRead(body)), normalise(spec));
    }),
  );
});

test("what is written and read back does not differ from what was meant", () => {
  fc.assert(
    fc.property(service, (spec) => {
      const body = toWireService(spec, "tuleap", idsFor(spec));
      assert.deepStrictEqual(differences(read(spec, asRead(body)), spec), []);
    }),
  );
});

test("a normal form is its own normal form", () => {
  fc.assert(
    fc.property(service, (spec) =>
      assert.deepStrictEqual(normalise(normalise(spec)), normalise(spec)),
    ),
  );
});

test("the order of lists, but for mounts, does not change what is written", () => {
  const [one, other] = [
    ["A=1", "B=2"],
    ["B=2", "A=1"],
  ];
  assert.deepStrictEqual(written({ environment: one }), written({ environment: other }));
  const attach = (network: string) => ({ network, aliases: ["web"] });
  assert.deepStrictEqual(
    written({ networks: [attach("b"), attach("a")] }),
    written({ networks: [attach("a"), attach("b")] }),
  );
});

test("a default that is said is written, as docker stack deploy does", () => {
  const body = written({ stopGracePeriod: seconds(10), update: {}, endpointMode: "vip" });
  assert.equal(body.TaskTemplate.ContainerSpec?.StopGracePeriod, 10_000_000_000);
  assert.equal(body.EndpointSpec.Mode, "vip");
  assert.deepStrictEqual(body.UpdateConfig, {
    Parallelism: 1,
    FailureAction: "pause",
    Order: "stop-first",
    MaxFailureRatio: 0,
  });
});

test("what docker stack deploy writes of a service that says nothing is written too", () => {
  const { TaskTemplate, ...rest } = written();
  assert.deepStrictEqual(TaskTemplate.Resources, {});
  assert.deepStrictEqual(TaskTemplate.Placement, { Constraints: [] });
  assert.deepStrictEqual(TaskTemplate.ContainerSpec?.Privileges, { CredentialSpec: null });
  assert.deepStrictEqual(rest.EndpointSpec, { Ports: [] });
  assert.equal("DNSConfig" in (TaskTemplate.ContainerSpec ?? {}), false);
});

test("an update policy without parallelism is written as one at a time, not all at once", () => {
  const body = written({ update: { delay: seconds(5) }, rollback: { delay: seconds(5) } });
  assert.equal(body.UpdateConfig?.Parallelism, 1);
  assert.equal(body.RollbackConfig?.Parallelism, 1);
});

test("a credential in a config is referred to by its id, and no task sees the config", () => {
  const file = { name: "map", target: "/map", uid: "0", gid: "0", mode: 0o444 };
  const body = written({ credential: { kind: "config", name: "cred" }, configs: [file] });
  const { Privileges, Configs } = body.TaskTemplate.ContainerSpec ?? {};
  assert.deepStrictEqual(Privileges, { CredentialSpec: { Config: "id of cred" } });
  assert.deepStrictEqual(Configs, [
    { ConfigID: "id of cred", ConfigName: "cred", Runtime: {} },
    {
      ConfigID: "id of map",
      ConfigName: "map",
      File: { Name: "/map", UID: "0", GID: "0", Mode: 0o444 },
    },
  ]);
});

test("configs are sorted by their names without our hashes", () => {
  const file = (name: string) => ({ name, target: "/map", uid: "0", gid: "0", mode: 0o444 });
  const body = written({ configs: ["s_app_extra_0123456789", "s_app_ffffffffff"].map(file) });
  assert.deepStrictEqual(
    body.TaskTemplate.ContainerSpec?.Configs?.map(({ ConfigName }) => ConfigName),
    ["s_app_ffffffffff", "s_app_extra_0123456789"],
  );
});

test("capabilities are written in full, sorted, and added rather than dropped", () => {
  const body = written({ capAdd: ["net_admin", "CAP_CHOWN"], capDrop: ["CHOWN", "KILL"] });
  const { CapabilityAdd, CapabilityDrop } = body.TaskTemplate.ContainerSpec ?? {};
  assert.deepStrictEqual(
    [CapabilityAdd, CapabilityDrop],
    [["CAP_CHOWN", "CAP_NET_ADMIN"], ["CAP_KILL"]],
  );
});

test("a volume of the stack carries the stack's label, one of somebody else none", () => {
  const volume = { type: "volume", source: "data", target: "/data", readOnly: false } as const;
  const options = (labels: object) =>
    written({ mounts: [{ ...volume, volume: labels }] }).TaskTemplate.ContainerSpec?.Mounts?.[0]
      ?.VolumeOptions;
  assert.deepStrictEqual(options({ labels: { tier: "db" } }), {
    Labels: { tier: "db", "com.docker.stack.namespace": "bearded" },
  });
  assert.deepStrictEqual(options({}), {});
});

test("a network that every engine has is written by its name", () => {
  const spec: ServiceSpec = { ...minimal, networks: [{ network: "host", aliases: [] }] };
  const body = toWireService(spec, "tuleap", idsFor(minimal));
  assert.equal(body.TaskTemplate.Networks?.[0]?.Target, "host");
});

test("a service carries the cluster, its stack and its image without a digest as labels", () => {
  const body = written({ containerLabels: { tier: "web" } });
  assert.deepStrictEqual(body.Labels, {
    "swarmspec.cluster": "tuleap",
    "com.docker.stack.namespace": "bearded",
    "com.docker.stack.image": "registry:5000/web:1",
  });
  assert.deepStrictEqual(body.TaskTemplate.ContainerSpec?.Labels, {
    tier: "web",
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
  const body = written();
  const seen = { ID: "s1", Spec: { TaskTemplate: { ForceUpdate: 3 } } };
  assert.equal(withForcedRestartsOf(seen, body).TaskTemplate.ForceUpdate, 3);
  assert.deepStrictEqual(withForcedRestartsOf({ ID: "s1" }, body), body);
});

test("a job runs again as it is, with one more forced restart", () => {
  const Spec = { Name: "job", TaskTemplate: { ForceUpdate: 3, Runtime: "container" } };
  assert.deepStrictEqual(runAgain({ ID: "s1", Spec }), {
    Name: "job",
    TaskTemplate: { ForceUpdate: 4, Runtime: "container" },
  });
});

test("the tasks of a service are replaced in turn, also where it has no policy of its own", () => {
  const without = restarted({ ID: "s1", Spec: { Name: "web" } }, milliseconds(500));
  assert.deepEqual(without.UpdateConfig, { Parallelism: 1, Delay: 500_000_000 });
  const all = { Parallelism: 0, Order: "start-first" };
  const own = restarted({ ID: "s1", Spec: { UpdateConfig: all } }, milliseconds(0));
  assert.deepEqual(own.UpdateConfig, { ...all, Delay: 0 });
  assert.equal(own.TaskTemplate?.ForceUpdate, 1);
});
