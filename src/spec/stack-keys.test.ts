import assert from "node:assert/strict";
import { test } from "node:test";
import type { ClusterSpec, ServiceSpec } from "../model/spec.ts";
import { clusterOfStackFiles } from "./bare-stack.ts";
import { loadYaml } from "./yaml-source.ts";

const context = (text: string, environment: Record<string, string> = {}) => ({
  cwd: "/work",
  environment,
  read: (path: string) => {
    if (path === "/work/s.yml") return text;
    if (path === "/work/a.conf") return "a";
    throw new Error(`ENOENT: ${path}`);
  },
});

const cluster = (text: string, environment?: Record<string, string>): ClusterSpec =>
  clusterOfStackFiles(["s.yml"], { name: "s", managers: 1 }, context(text, environment));

/** The keys of a service that has these under it, with others at the end of the file. */
const service = (keys: string, rest = "", environment?: Record<string, string>): ServiceSpec => {
  assert.ok(loadYaml(keys, "s.yml").data);
  const indented = keys.replaceAll(/^/gm, "    ");
  const [one] = cluster(
    `services:\n  w:\n    image: a\n${indented}\n${rest}`,
    environment,
  ).services;
  assert.ok(one);
  return one;
};

test("what a container is told about itself is converted", () => {
  const { containerLabels, tty, stdinOpen, readOnly, init, isolation } =
    service(`labels: {b: 1, a: }
tty: true
stdin_open: true
read_only: true
init: false
isolation: default`);
  assert.deepEqual(containerLabels, { b: "1", a: "" });
  assert.deepEqual([tty, stdinOpen, readOnly, init], [true, true, true, false]);
  assert.equal(isolation, "default");
});

test("names and addresses are converted, hosts turned round", () => {
  const { hosts, dns } = service(`extra_hosts: ["b:10.1.1.1", "a=10.1.1.2", "six:[::1]"]
dns: 10.9.9.9
dns_search: [x.org, y.org]`);
  assert.deepEqual(hosts, ["10.1.1.1 b", "10.1.1.2 a", "::1 six"]);
  assert.deepEqual(dns, { nameservers: ["10.9.9.9"], search: ["x.org", "y.org"] });
  assert.deepEqual(service("extra_hosts: {b: 1.1.1.1, a: 2.2.2.2}").hosts, [
    "2.2.2.2 a",
    "1.1.1.1 b",
  ]);
});

test("what a container asks of the kernel is converted", () => {
  const { capAdd, capDrop, sysctls, ulimits } = service(`cap_add: [NET_ADMIN]
cap_drop: [ALL]
sysctls: [net.core.somaxconn=1]
ulimits: {nproc: 3, nofile: {soft: 1, hard: 2}}`);
  assert.deepEqual([capAdd, capDrop], [["NET_ADMIN"], ["ALL"]]);
  assert.deepEqual(sysctls, { "net.core.somaxconn": "1" });
  assert.deepEqual(ulimits, [
    { name: "nofile", soft: 1, hard: 2 },
    { name: "nproc", soft: 3, hard: 3 },
  ]);
});

test("logging and resources are converted", () => {
  const { logging, resources } = service(`logging: {driver: json-file, options: {max-file: 3}}
deploy:
  resources:
    limits: {cpus: "0.5", memory: 1k, pids: 9}
    reservations: {cpus: "1", generic_resources: [{discrete_resource_spec: {kind: gpu, value: 2}}]}`);
  assert.deepEqual(logging, { name: "json-file", options: { "max-file": "3" } });
  assert.deepEqual(resources, {
    limits: { nanoCpus: 5e8, memory: 1024, pids: 9 },
    reservations: { nanoCpus: 1e9, generic: [{ kind: "gpu", value: 2 }] },
  });
});

test("placement, end point and rollback are converted", () => {
  const one = service(`deploy:
  endpoint_mode: DNSRR
  placement: {preferences: [{spread: node.labels.zone}], max_replicas_per_node: 2}
  rollback_config: {parallelism: 0, order: start-first}`);
  assert.equal(one.endpointMode, "dnsrr");
  assert.deepEqual(one.preferences, ["node.labels.zone"]);
  assert.equal(one.maxReplicasPerNode, 2);
  assert.deepEqual(one.rollback, { parallelism: 0, order: "start-first" });
});

test("jobs complete as many tasks as they run side by side", () => {
  const job = (keys: string) => service(`deploy: {${keys}}`).mode;
  assert.deepEqual(job("mode: replicated-job, replicas: 3"), {
    kind: "replicated-job",
    completions: 3,
    concurrency: 3,
  });
  assert.deepEqual(job("mode: replicated-job"), {
    kind: "replicated-job",
    completions: 1,
    concurrency: 1,
  });
  assert.deepEqual(job("mode: global-job"), { kind: "global-job" });
});

test("Compose's restart counts where deploy.restart_policy is missing", () => {
  assert.deepEqual(service("restart: always").restart, { condition: "any" });
  assert.deepEqual(service("restart: on-failure:5").restart, {
    condition: "on-failure",
    maxAttempts: 5,
  });
  assert.equal(service('restart: "no"').restart, undefined);
  const both = "restart: always\ndeploy: {restart_policy: {condition: none}}";
  assert.deepEqual(service(both).restart, { condition: "none" });
  assert.throws(() => service("restart: sometimes"), /w\.restart: must be no, always/);
});

test("mounts keep the options of their kind", () => {
  const volumes = `volumes:
  v: {driver: nfs, driver_opts: {o: ro, n: 3}, labels: [a=1]}
  n: {name: given}
  e: {external: true, name: theirs}`;
  const { mounts } = service(
    `volumes:
  - {type: volume, source: v, target: /v, volume: {nocopy: true, subpath: a/b}, consistency: cached}
  - n:/n:nocopy
  - e:/e
  - {type: bind, source: /a, target: /b, bind: {propagation: rslave, create_host_path: true}}
  - {type: tmpfs, target: /t, tmpfs: {size: 64}}
  - {type: npipe, source: '\\\\.\\pipe\\p', target: /p}
  - {type: cluster, source: "group:g", target: /g}
  - {type: cluster, source: n, target: /c}`,
    volumes,
  );
  const driver = { name: "nfs", options: { o: "ro", n: "3" } };
  assert.deepEqual(mounts, [
    {
      type: "volume",
      source: "s_v",
      target: "/v",
      readOnly: false,
      consistency: "cached",
      volume: { noCopy: true, subpath: "a/b", labels: { a: "1" }, driver },
    },
    {
      type: "volume",
      source: "given",
      target: "/n",
      readOnly: false,
      volume: { noCopy: true, labels: {} },
    },
    { type: "volume", source: "theirs", target: "/e", readOnly: false, volume: {} },
    {
      type: "bind",
      source: "/a",
      target: "/b",
      readOnly: false,
      bind: { propagation: "rslave" },
    },
    { type: "tmpfs", target: "/t", readOnly: false, tmpfs: { size: 64 } },
    { type: "npipe", source: "\\\\.\\pipe\\p", target: "/p", readOnly: false },
    { type: "cluster", source: "group:g", target: "/g", readOnly: false },
    { type: "cluster", source: "given", target: "/c", readOnly: false },
  ]);
});

test("a path may begin at home", () => {
  const [mount] = service("volumes: ['~/a:/b']", "", { HOME: "/root" }).mounts;
  assert.equal(mount?.source, "/root/a");
});

test("networks are converted with driver, options, subnets and labels", () => {
  const spec = cluster(`services: {w: {image: a, networks: {n: {driver_opts: {a: 1}}, host: , e: }}}
networks:
  n:
    driver: weave
    driver_opts: {mtu: 1400}
    ipam: {driver: d, config: [{subnet: 10.5.0.0/24}]}
    internal: true
    labels: {a: b}
  host: {external: true}
  e: {external: {name: theirs}}
`);
  assert.deepEqual(spec.networks, [
    { name: "theirs", driver: "overlay", attachable: false },
    {
      name: "s_n",
      stack: "s",
      driver: "weave",
      attachable: false,
      internal: true,
      options: { mtu: "1400" },
      ipam: { driver: "d", subnets: ["10.5.0.0/24"] },
      labels: { a: "b" },
    },
  ]);
  assert.deepEqual(spec.services[0]?.networks, [
    { network: "host", aliases: [] },
    { network: "s_n", aliases: ["w"], options: { a: "1" } },
    { network: "theirs", aliases: ["w"] },
  ]);
});

test("configs and secrets keep name, labels, template and driver", () => {
  const { configs, secrets } = cluster(`services: {w: {image: a}}
configs:
  plain: {content: a}
  filled: {file: a.conf, name: given, labels: [a=1], template_driver: golang}
secrets:
  vault: {driver: vault, driver_opts: {path: x}}
`);
  assert.deepEqual(
    configs.map(({ name, labels, templateDriver }) => ({ name, labels, templateDriver })),
    [
      { name: "s_plain_ca978112ca", labels: undefined, templateDriver: undefined },
      { name: configs[1]?.name, labels: { a: "1" }, templateDriver: "golang" },
    ],
  );
  assert.match(configs[1]?.name ?? "", /^given_(?!ca978112ca)[0-9a-f]{10}$/);
  assert.deepEqual(secrets[0]?.driver, { name: "vault", options: { path: "x" } });
  assert.equal(secrets[0]?.content.byteLength, 0);
});

test("a credential comes from a config, a file or a registry", () => {
  const credential = (keys: string) =>
    service(`credential_spec: {${keys}}`, "configs: {c: {external: true, name: theirs}}")
      .credential;
  assert.deepEqual(credential("config: c"), { kind: "config", name: "theirs" });
  assert.deepEqual(credential("file: f"), { kind: "file", file: "f" });
  assert.deepEqual(credential("registry: r"), { kind: "registry", registry: "r" });
  assert.throws(() => credential("file: f, registry: r"), /must have one of config, file/);
  assert.throws(() => credential("config: none"), /no such entry under configs: none/);
});
