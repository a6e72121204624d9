// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of stack files
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { ServiceSpec } from "../model/spec.ts";
import { background, clusterOf, clusterOn, contextWith, webStack } from "./test-feature.ts";

/** The service `bearded_web` of webStack with these lines under it, and these at the end of the file. */
const web = (lines: string, rest = ""): ServiceSpec => {
  const indented = lines.replaceAll(/^/gm, "    ");
  const text = webStack.replace("    networks: [tuleap]", `    networks: [tuleap]\n${indented}`);
  const [service] = clusterOn(`${text}${rest}`).services;
  if (service === undefined) throw new Error("no service");
  return service;
};

test("a service is named after its tenant and joins its networks under its short name", () => {
  const { name, stack, networks } = web("");
  assert.deepEqual([name, stack], ["bearded_web", "bearded"]);
  assert.deepEqual(networks, [{ network: "tuleap", aliases: ["web"] }]);
});

test("what a file does not say is left to the engine", () => {
  assert.deepEqual(web(""), {
    name: "bearded_web",
    stack: "bearded",
    image: "registry:5000/web",
    environment: [],
    mounts: [],
    networks: [{ network: "tuleap", aliases: ["web"] }],
    configs: [],
    secrets: [],
    ports: [],
    mode: { kind: "replicated", replicas: 1 },
    constraints: [],
    labels: { "com.docker.stack.image": "registry:5000/web" },
  });
});

test("how the process runs is converted", () => {
  const service = web(`command: run --name 'a b'
entrypoint: [/bin/init, --]
hostname: h
user: "1000"
working_dir: /srv
stop_grace_period: 1m30s
stop_signal: SIGUSR1`);
  assert.deepEqual(service.command, ["run", "--name", "a b"]);
  assert.deepEqual(service.entrypoint, ["/bin/init", "--"]);
  assert.equal(service.hostname, "h");
  assert.equal(service.user, "1000");
  assert.equal(service.workingDir, "/srv");
  assert.equal(service.stopGracePeriod, 90_000);
  assert.equal(service.stopSignal, "SIGUSR1");
});

test("the environment is a list or a map, sorted as the docker CLI does", () => {
  const wanted = ["A1=x=y", "A=1", "B="];
  assert.deepEqual(web("environment: {B: '', A1: x=y, A: 1}").environment, wanted);
  assert.deepEqual(web("environment: [B=, A1=x=y, A=0, A=1]").environment, wanted);
});

test("an environment variable without a value has that of the row or the environment, or is unset", () => {
  const stack = webStack.replace(
    "networks: [",
    "environment: [TENANT, TOKEN=, NONE]\n    networks: [",
  );
  const [service] = clusterOn(stack, { TOKEN: "t" }).services;
  assert.deepEqual(service?.environment, ["NONE", "TENANT=bearded", "TOKEN=t"]);
});

test("variables come from the tenant's row and then from the environment", () => {
  const stack = webStack.replace("/web", "/$TENANT:${TAG}-${HOST}");
  const images = clusterOn(stack, { TAG: "9.4", TENANT: "no" }).services.map((one) => one.image);
  assert.deepEqual(images, [
    "registry:5000/bearded:9.4-bearded.example.com",
    "registry:5000/shaven:9.4-shaven.example.com",
  ]);
});

test("a further column of the tenants' table sets a number", () => {
  const tenants = `And these tenants on stack file "tuleap.yml"
      | tenant  | host                | replicas |
      | bearded | bearded.example.com | 3        |`;
  const stack = webStack.replace("networks: [", "deploy: {replicas: '$REPLICAS'}\n    networks: [");
  const context = contextWith({ "/work/features/tuleap.yml": stack });
  const [service] = clusterOf(background({ tenants }), context).services;
  assert.deepEqual(service?.mode, { kind: "replicated", replicas: 3 });
});

test("a health check is a line for a shell, a list, or none", () => {
  const times = "interval: 500ms, timeout: 2s, start_period: 1s, start_interval: 50ms, retries: 3";
  assert.deepEqual(web(`healthcheck: {test: check it, ${times}}`).healthcheck, {
    test: ["CMD-SHELL", "check it"],
    interval: 500,
    timeout: 2000,
    startPeriod: 1000,
    startInterval: 50,
    retries: 3,
  });
  assert.deepEqual(web("healthcheck: {test: [CMD, check]}").healthcheck?.test, ["CMD", "check"]);
  assert.deepEqual(web("healthcheck: {disable: true}").healthcheck, { test: ["NONE"] });
  assert.deepEqual(web("healthcheck: {retries: 9}").healthcheck, { test: [], retries: 9 });
});

test("volumes are named after the stack, and paths are absolute", () => {
  const { mounts } = web(
    `volumes:
  - data:/var/lib/data
  - ./here:/here:ro
  - /srv/there:/there
  - shared:/shared
  - /anonymous
  - {type: tmpfs, target: /tmp}
  - {type: bind, source: ../up, target: /up, read_only: true}`,
    "volumes:\n  data:\n  shared: {external: true}\n",
  );
  assert.deepEqual(mounts, [
    {
      type: "volume",
      source: "bearded_data",
      target: "/var/lib/data",
      readOnly: false,
      volume: { labels: {} },
    },
    { type: "bind", source: "/work/features/here", target: "/here", readOnly: true },
    { type: "bind", source: "/srv/there", target: "/there", readOnly: false },
    { type: "volume", source: "shared", target: "/shared", readOnly: false, volume: {} },
    { type: "volume", target: "/anonymous", readOnly: false },
    { type: "tmpfs", target: "/tmp", readOnly: false },
    { type: "bind", source: "/work/up", target: "/up", readOnly: true },
  ]);
});

test("ports are short ones through the ingress network or long ones, sorted by number", () => {
  const tenants = `And these tenants on stack file "tuleap.yml"
      | tenant  | host |
      | bearded | b    |`;
  const long = "{target: 53, published: 53, protocol: udp, mode: host}";
  const stack = webStack.replace("networks: [", `ports: ["8080:80", ${long}]\n    networks: [`);
  const context = contextWith({ "/work/features/tuleap.yml": stack });
  assert.deepEqual(clusterOf(background({ tenants }), context).services[0]?.ports, [
    { target: 53, published: 53, protocol: "udp", mode: "host" },
    { target: 80, published: 8080, protocol: "tcp", mode: "ingress" },
  ]);
});

test("how a service is deployed is converted", () => {
  const service = web(`deploy:
  mode: global
  placement: {constraints: [node.role == manager]}
  update_config: {parallelism: 2, delay: 5s, monitor: 1s, failure_action: rollback, order: start-first, max_failure_ratio: 0.5}
  restart_policy: {condition: on-failure, delay: 1s, max_attempts: 3, window: 2m}
  labels: [b=2, a=1]`);
  assert.deepEqual(service.mode, { kind: "global" });
  assert.deepEqual(service.constraints, ["node.role == manager"]);
  assert.deepEqual(service.update, {
    parallelism: 2,
    delay: 5000,
    monitor: 1000,
    failureAction: "rollback",
    order: "start-first",
    maxFailureRatio: 0.5,
  });
  assert.deepEqual(service.restart, {
    condition: "on-failure",
    delay: 1000,
    maxAttempts: 3,
    window: 120_000,
  });
  assert.deepEqual(service.labels, {
    a: "1",
    b: "2",
    "com.docker.stack.image": "registry:5000/web",
  });
});

test("a service without networks joins the stack's default network, which is then made", () => {
  const spec = clusterOn(`${webStack.replace("services:", "services:\n  db: {image: db}")}`);
  assert.deepEqual(spec.services[0]?.networks, [{ network: "bearded_default", aliases: ["db"] }]);
  assert.deepEqual(
    spec.networks.map(({ name }) => name),
    ["tuleap", "bearded_default", "shaven_default"],
  );
});

test("networks that no service joins are not made", () => {
  const spec = clusterOn(`${webStack}  idle: {driver: overlay}\n`);
  assert.deepEqual(
    spec.networks.map(({ name }) => name),
    ["tuleap"],
  );
});

test("a service may have further aliases, and an external network another name", () => {
  const stack = `services:
  web:
    image: web
    networks: {outer: {aliases: [www, web]}, inner: }
networks:
  outer: {external: true, name: tuleap}
  inner: {attachable: true}
`;
  const spec = clusterOn(stack);
  assert.deepEqual(spec.services[0]?.networks, [
    { network: "bearded_inner", aliases: ["web"] },
    { network: "tuleap", aliases: ["www", "web", "web"] },
  ]);
  assert.deepEqual(spec.networks[1], {
    name: "bearded_inner",
    stack: "bearded",
    driver: "overlay",
    attachable: true,
  });
});

const withFiles = `services:
  web:
    image: web
    networks: [tuleap]
    configs: [motd, {source: late, target: /etc/late, uid: "1", gid: "2", mode: 0440}]
    secrets: [key, theirs]
networks:
  tuleap: {external: true}
configs:
  motd: {content: "hello $TENANT"}
  late: {file: ./late.cfg}
secrets:
  key: {content: secret}
  theirs: {external: true, name: their-key}
`;

test("configs and secrets are named after their content and mounted under their own name", () => {
  const files = { "/work/features/tuleap.yml": withFiles, "/work/features/late.cfg": "late" };
  const spec = clusterOf(background(), contextWith(files));
  const usual = { uid: "0", gid: "0", mode: 0o444 };
  assert.deepEqual(spec.services[0]?.configs, [
    { name: "bearded_late_089001a356", target: "/etc/late", uid: "1", gid: "2", mode: 0o440 },
    { name: "bearded_motd_e4d3703ee4", target: "motd", ...usual },
  ]);
  assert.deepEqual(spec.services[0]?.secrets, [
    { name: "bearded_key_2bb80d537b", target: "key", ...usual },
    { name: "their-key", target: "theirs", ...usual },
  ]);
  assert.deepEqual(
    spec.configs.map(({ content }) => new TextDecoder().decode(content)),
    ["hello bearded", "late", "hello shaven", "late"],
  );
  assert.equal(spec.secrets.length, 2);
});

test("another content is another object, and the same content the same", () => {
  const names = (stack: string) =>
    clusterOn(stack.replace("file: ./late.cfg", "content: late")).configs.map(({ name }) => name);
  assert.deepEqual(names(withFiles), names(withFiles));
  const changed = names(withFiles.replace("hello", "good day"));
  assert.notEqual(changed[0], names(withFiles)[0]);
  assert.equal(changed[1], names(withFiles)[1]);
});

test("anchors, merge keys and x- keys are understood", () => {
  const stack = `x-base: &base
  networks: [tuleap]
services:
  web:
    <<: *base
    image: web
    x-note: nothing
networks:
  tuleap: {external: true}
`;
  const spec = clusterOn(stack);
  assert.deepEqual(
    spec.services.map(({ name }) => name),
    ["bearded_web", "shaven_web"],
  );
  assert.deepEqual(spec.services[0]?.networks[0]?.network, "tuleap");
});

test("the reference stack file is converted whole", () => {
  const path = new URL("../../fixtures/stacks/tuleap.yml", import.meta.url);
  const [service] = clusterOn(readFileSync(path, "utf8")).services;
  assert.ok(service?.environment.includes("NODE={{.Node.Hostname}}"));
  assert.equal(service?.healthcheck?.startInterval, 500);
  assert.deepEqual(service?.update, {
    monitor: 1000,
    failureAction: "rollback",
    order: "start-first",
  });
});
