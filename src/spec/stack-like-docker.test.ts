// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of stack files
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ClusterSpec, ServiceSpec } from "../model/spec.ts";
import { clusterOfStackFiles } from "./bare-stack.ts";
import { pin } from "./pin.ts";

const clusterOf = (...texts: readonly string[]): ClusterSpec =>
  clusterOfStackFiles(
    texts.map((_, index) => `/work/${index}.yml`),
    { name: "shop", managers: 1 },
    {
      cwd: "/work",
      environment: { HOME: "/home/op", LIMIT: "9223372036854775807" },
      read: (path) => texts[Number(/(\d)\.yml$/.exec(path)?.[1] ?? 9)] ?? beside(path),
    },
  );

const beside = (path: string): string => {
  if (path === "/work/latin.env") return "A=b\nTOWN=K\uFFFDln\n";
  if (path.startsWith("/work/f-")) return path;
  throw new Error("no such file");
};

const web = (keys: string): string => `services:\n  web:\n    image: shop/web:1\n    ${keys}\n`;

const serviceOf = (...texts: readonly string[]): ServiceSpec => {
  const [service] = clusterOf(...texts).services;
  assert.ok(service);
  return service;
};

const refused = (says: RegExp, ...texts: readonly string[]): void => {
  assert.throws(() => clusterOf(...texts), says, texts.join("\n"));
};

test("values under names of the user's own are what Go prints", () => {
  const written = "{A: 1234567890123456789, B: 1e6, C: 0x10, D: 2024-05-01, E: -0.0, F: 1_000}";
  assert.deepEqual(serviceOf(web(`environment: ${written}`)).environment, [
    "A=1234567890123456789",
    "B=1e+06",
    "C=16",
    "D=2024-05-01 00:00:00 +0000 UTC",
    "E=-0",
    "F=1000",
  ]);
  const { labels, containerLabels, logging } = serviceOf(
    web(
      "labels: {a: 1e6}\n    deploy: {labels: {b: 1.50}}\n    logging: {driver: local, options: {max-file: 0b11}}",
    ),
  );
  assert.deepEqual(
    [containerLabels?.a, labels.b, logging?.options],
    ["1e+06", "1.5", { "max-file": "3" }],
  );
});

test("limits have all digits of 64 bits, from a variable too", () => {
  const most = 9_223_372_036_854_775_807n;
  const { ulimits, resources } = serviceOf(
    web(
      "ulimits: {memlock: 9223372036854775807, core: {soft: 0, hard: '${LIMIT}'}}\n    deploy: {resources: {limits: {pids: 9223372036854775807}}}",
    ),
  );
  assert.deepEqual(ulimits, [
    { name: "core", soft: 0, hard: most },
    { name: "memlock", soft: most, hard: most },
  ]);
  assert.equal(resources?.limits?.pids, most);
});

test("a date or a fraction is none of a service's texts and whole numbers", () => {
  refused(
    /0\.yml:4:22: services\.web\.command\.1: must be a text, but is a date/,
    web("command: [serve, 2024-05-01]"),
  );
  refused(/services\.web\.hostname: must be a text, but is a date/, web("hostname: 2024-05-01"));
  refused(/services\.web\.ports\.0: must be a whole number, but is 80/, web("ports: [80.0]"));
  refused(/services\.web\.ports\.0: must be at most 65535/, web("ports: [70000]"));
  for (const [keys, key] of [
    ["ulimits: {core: 9223372036854775808}", "ulimits.core"],
    ["deploy: {replicas: 9223372036854775807}", "deploy.replicas"],
  ] as const)
    refused(new RegExp(`${key}: must be at most 9`), web(keys));
  refused(/services\.web\.shm_size: must be a text/, web("shm_size: 64000000"));
});

test("only true and false are so", () => {
  for (const word of ["yes", "on", "'true'"])
    refused(/must be true or false, but is a text/, web(`read_only: ${word}`));
  refused(/init: must be true or false/, web("init: 'true'"));
});

test("the source of a bind is as it is written, unless it starts at the folder", () => {
  const written = [
    "/srv//a/:/1",
    "./b/:/2",
    "~/c/:/3",
    "{type: bind, source: /d/../e/, target: /4}",
  ];
  const { mounts } = serviceOf(
    web(`volumes: [${written.map((one) => (one.startsWith("{") ? one : `'${one}'`)).join(", ")}]`),
  );
  assert.deepEqual(
    mounts.map(({ source }) => source),
    ["/srv//a/", "/work/b", "/home/op/c/", "/d/../e/"],
  );
});

test("images are written in their short form, and labels as in the file", () => {
  const cases: readonly [written: string, sent: string][] = [
    ["library/shop:1", "shop:1"],
    ["docker.io/library/shop", "shop:latest"],
    ["index.docker.io/shop/web:1", "shop/web:1"],
    ["docker.io/library/shop/web", "library/shop/web:latest"],
    ["hub:5000/library/shop:1", "hub:5000/library/shop:1"],
    [`docker.io/shop/web@sha256:${"0".repeat(64)}`, `shop/web@sha256:${"0".repeat(64)}`],
  ];
  for (const [written, sent] of cases) {
    const spec = clusterOf(`services:\n  web:\n    image: ${written}\n`);
    const [service] = pin({ ...spec, nodes: [] }, { certificates: new Map() }).services;
    assert.equal(service?.image, sent);
    assert.equal(service?.labels["com.docker.stack.image"], written);
  }
});

test("what names no image is refused, once all files are merged", () => {
  for (const image of ["'shop/web:'", "shop/Web", "https://hub/shop", "'shop web'"])
    refused(
      /0\.yml:3:5: services\.web\.image: must be the name of an image/,
      `services:\n  web:\n    image: ${image}\n`,
    );
  refused(/must be the name of an image/, web("hostname: a"), "services:\n  web:\n    image: A\n");
  assert.equal(
    serviceOf(web("hostname: a"), "services:\n  web:\n    image: ''\n").image,
    "shop/web:1",
  );
});

test("only blanks, tabs and line ends part the words of a command", () => {
  assert.deepEqual(serviceOf(web('command: "serve\\t--all\\u00a0quickly\\r\\n now"')).command, [
    "serve",
    "--all\u00a0quickly",
    "now",
  ]);
});

test("ports of two files are merged by the number that is published", () => {
  const ports = (...texts: readonly string[]) =>
    serviceOf(...texts).ports.map(
      ({ published, target, protocol }) => `${published}:${target}/${protocol}`,
    );
  const two = web("ports: ['53:53/tcp', '53:53/udp', 80, 443]");
  assert.deepEqual(ports(two), ["0:80/tcp", "0:443/tcp", "53:53/tcp", "53:53/udp"]);
  assert.deepEqual(ports(two, web("hostname: a")), ["0:443/tcp", "53:53/udp"]);
  assert.deepEqual(ports(web("ports: ['80:80']"), web("ports: ['80:8080']")), ["80:8080/tcp"]);
});

test("the long form of ports and volumes is there since version 3.2", () => {
  const versions = (minor: number, keys: string) => `version: "3.${minor}"\n${web(keys)}`;
  for (const keys of ["ports: [{target: 80}]", "volumes: [{type: bind, source: /a, target: /b}]"]) {
    refused(/must be a text.*but is a map/, versions(1, keys));
    assert.ok(serviceOf(versions(2, keys)));
  }
});

test("configs and secrets of one target or one name are refused, unless they are the same", () => {
  const files = "configs:\n  a: {file: f-1, name: same}\n  b: {file: f-2}\n";
  refused(
    /services\.web\.configs\.1: two of them have the target \/x/,
    `${web("configs: [{source: a, target: /x}, {source: b, target: /x}]")}${files}`,
  );
  refused(
    /services\.web\.configs\.1: two of them have the target a/,
    `${web("configs: [a, a]")}${files}`,
  );
  refused(
    /configs\.b: same is there twice/,
    `${web("hostname: a")}${files.replace("f-2", "f-2, name: same")}`,
  );
  const { configs } = clusterOf(`${web("hostname: a")}${files.replace("f-2", "f-1, name: same")}`);
  assert.equal(configs.length, 1);
});

test("names of configs and secrets may have 64 characters, and stand for their content still", () => {
  const named = (name: string, file = "f-1") =>
    clusterOf(`${web("hostname: a")}configs:\n  a: {file: ${file}, name: ${name}}\n`).configs[0]
      ?.name;
  const long = "a".repeat(62);
  assert.equal(named("a".repeat(53))?.length, 64);
  assert.match(named(long) ?? "", /^a{53}_[\da-f]{10}$/);
  assert.equal(new Set([named(long), named(long, "f-2"), named(`${long}b`)]).size, 3);
  refused(
    /configs\.a: a swarm takes at most 64 characters/,
    `${web("hostname: a")}configs:\n  a: {file: f-1, name: ${long}bcd}\n`,
  );
});

test("a stack may have no services, which is told", () => {
  const spec = clusterOf("configs:\n  motd: {file: f-1}\n");
  assert.deepEqual([spec.services.length, spec.configs.length], [0, 1]);
  assert.deepEqual(spec.warnings, ["0.yml: no services: nothing runs"]);
});

test("two keys may be one network, in the same words", () => {
  const both = (second: string) =>
    `${web("networks: [a, b]")}networks:\n  a: {name: shared}\n  b: {name: shared${second}}\n`;
  assert.deepEqual(
    clusterOf(both("")).networks.map(({ name }) => name),
    ["shared"],
  );
  refused(/the network "shared" is there twice/, both(", internal: true"));
});

test("words for ports that an engine takes otherwise are written as they are, and told", () => {
  const { services, warnings } = clusterOf(
    web(
      "ports: [{target: 80, published: 8080, protocol: TCP}, {target: 81, mode: vip}, {published: 82}, '0:83']",
    ),
  );
  assert.deepEqual(
    services[0]?.ports.map(({ target, published, said }) => [target, published, said]),
    [
      [81, 0, { mode: "vip" }],
      [83, 0, undefined],
      [0, 82, undefined],
      [80, 8080, { protocol: "TCP" }],
    ],
  );
  assert.deepEqual(
    warnings?.map((line) => line.replace(/^.*web\./, "")),
    [
      "ports.1: the mode vip is none that an engine knows, and comes to ingress",
      "ports.2: there is no target, so nothing answers",
    ],
  );
});

test("Docker forgets that a variable is demanded where another one follows, and that is told", () => {
  const { services, warnings } = clusterOf(web("hostname: '${ADDRESS:?where}-${PORT:-80}'"));
  assert.equal(services[0]?.hostname, "-80");
  assert.match(warnings?.join() ?? "", /Docker does not demand \$\{ADDRESS:\?where\}/);
  refused(
    /the variable ADDRESS is not set: where/,
    web("hostname: '${PORT:-80}-${ADDRESS:?where}'"),
  );
});

test("amounts may be written in every form of Docker's", () => {
  const { resources } = serviceOf(
    web("deploy: {resources: {limits: {cpus: '5e-1', memory: '1e9'}, reservations: {cpus: ''}}}"),
  );
  assert.deepEqual(resources, {
    limits: { nanoCpus: 500_000_000, memory: 1_000_000_000 },
    reservations: {},
  });
});

test("files that are not UTF-8 are refused at the line", () => {
  refused(/latin\.env:2: not UTF-8/, web("env_file: latin.env"));
  refused(/0\.yml:4:17: not YAML: not UTF-8/, web("hostname: 'K\uFFFDln'"));
});

test("nothing and 0 are no limit and no monitor, and are not written", () => {
  const { resources, update } = serviceOf(
    web(
      "deploy: {resources: {limits: {cpus: '0', memory: '0', pids: 0}}, update_config: {monitor: 0s}}",
    ),
  );
  assert.deepEqual([resources, update], [{ limits: {} }, {}]);
});
