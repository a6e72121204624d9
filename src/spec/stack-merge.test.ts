import assert from "node:assert/strict";
import { test } from "node:test";
import type { ServiceSpec } from "../model/spec.ts";
import { clusterOfStackFiles } from "./bare-stack.ts";

const cluster = (...texts: readonly string[]) => {
  const files = new Map(texts.map((text, index) => [`/work/${index}.yml`, text]));
  const read = (path: string) => files.get(path) ?? "a=from file\n";
  return clusterOfStackFiles(
    texts.map((_, index) => `${index}.yml`),
    { name: "s", managers: 1 },
    { cwd: "/work", environment: {}, read },
  );
};

/** Service w of two files that each have these keys for it. */
const merged = (base: string, over: string, rest = ""): ServiceSpec => {
  const [one] = cluster(
    `services: {w: {image: a, ${base}}}\n${rest}`,
    `services: {w: {${over}}}\n`,
  ).services;
  assert.ok(one);
  return one;
};

test("what the second file says replaces what the first says, unless it says nothing", () => {
  const one = merged(
    "hostname: a, tty: true, stop_grace_period: 9s, deploy: {replicas: 2, update_config: {delay: 5s}}",
    "image: b, hostname: '', tty: false, stop_grace_period: 0s, deploy: {replicas: 0, update_config: {delay: 0s}}",
  );
  assert.deepEqual([one.image, one.hostname, one.tty], ["b", "a", true]);
  assert.equal(one.stopGracePeriod, 9000);
  assert.deepEqual(one.mode, { kind: "replicated", replicas: 0 });
  assert.deepEqual(one.update, { delay: 5000 });
});

test("maps are merged, lists follow one another, commands are replaced", () => {
  const one = merged(
    "command: [a, b], cap_add: [A], environment: {A: 1, B: 2}, labels: {a: 1}, dns: 1.1.1.1",
    "command: c, cap_add: [B], environment: [B=, C=3], labels: [a], dns: [2.2.2.2]",
  );
  assert.deepEqual(one.command, ["c"]);
  assert.deepEqual(one.capAdd, ["A", "B"]);
  assert.deepEqual(one.environment, ["A=1", "B=2", "C=3"]);
  assert.deepEqual(one.containerLabels, { a: "" });
  assert.deepEqual(one.dns?.nameservers, ["1.1.1.1", "2.2.2.2"]);
});

test("a variable that is called like a key of a service is a variable all the same", () => {
  const one = merged(
    "environment: {timeout: '30', retries: '3', command: a}",
    "environment: {timeout: '0', retries: '', command: ''}",
  );
  assert.deepEqual(one.environment, ["command=a", "retries=3", "timeout=0"]);
});

test("entries of one target replace one another, and are sorted by it", () => {
  const one = merged(
    "volumes: [/z, x:/b, {type: tmpfs, target: /a}], ports: ['90:90', '80:80']",
    "volumes: [y:/b], ports: ['80:80', '85:85']",
    "volumes: {x: , y: }",
  );
  assert.deepEqual(
    one.mounts.map(({ source, target }) => [source, target]),
    [
      [undefined, "/a"],
      ["s_y", "/b"],
      [undefined, "/z"],
    ],
  );
  assert.deepEqual(
    one.ports.map(({ published }) => published),
    [80, 85, 90],
  );
});

test("logging options belong to their driver, and aliases replace one another", () => {
  const logging = (over: string) =>
    merged("logging: {driver: a, options: {x: 1}}", `logging: {${over}}`).logging;
  assert.deepEqual(logging("options: {y: 2}"), { name: "a", options: { x: "1", y: "2" } });
  assert.deepEqual(logging("driver: b"), { name: "b" });
  const bare = merged("logging: {driver: a}", "logging: {options: {y: 2}}").logging;
  assert.deepEqual(bare, { name: "a" }, "docker loses options for a driver that has none");
  const one = merged(
    "networks: {n: {aliases: [a]}, m: }",
    "networks: {n: {aliases: [b]}, o: }",
    "networks: {n: , m: , o: }",
  );
  assert.deepEqual(
    one.networks.map(({ network, aliases }) => [network, ...aliases]),
    [
      ["s_m", "w"],
      ["s_n", "b", "w"],
      ["s_o", "w"],
    ],
  );
});

test("networks, volumes, configs and secrets of the second file replace those of the first whole", () => {
  const spec = cluster(
    "services: {w: {image: a, networks: [n]}}\nnetworks: {n: {internal: true}}\n",
    "services: {v: {image: b, networks: [n]}}\nnetworks: {n: {attachable: true}}\n",
  );
  assert.deepEqual(spec.networks, [
    { name: "s_n", stack: "s", driver: "overlay", attachable: true },
  ]);
  assert.deepEqual(
    spec.services.map(({ name }) => name),
    ["s_w", "s_v"],
  );
});

test("a mistake is told in the file where it is written", () => {
  const first = "services: {w: {image: a}}\n";
  const cases = [
    ["services:\n  w: {volumes: [x:/x]}\n", "1.yml:2:17: services.w.volumes.0: no such entry"],
    ["services:\n  w: {replicas: 2}\n", "1.yml:2:7: services.w.replicas: no such key"],
    [
      "services:\n  w: {deploy: {mode: global, replicas: 2}}\n",
      "1.yml:2:30: services.w.deploy.replicas: a global service",
    ],
    ['version: "3.3"\n', "1.yml:1:1: version: version 3.3, but 0.yml has 3.13"],
  ];
  for (const [text = "", message = ""] of cases)
    assert.throws(
      () => cluster(first, text),
      (error: Error) => error.message.startsWith(message) || assert.fail(error.message),
    );
  assert.throws(() => cluster("services: {w: {}}\n", "services: {w: {tty: true}}\n"), {
    message: "1.yml:1:12: services.w: must have the key image",
  });
});

test("env files are read from the folder of the first file, and its own environment counts more", () => {
  const one = merged("env_file: a.env", "environment: {b: 1}");
  assert.deepEqual(one.environment, ["a=from file", "b=1"]);
  assert.deepEqual(merged("env_file: [a.env], environment: {a: 2}", "tty: true").environment, [
    "a=2",
  ]);
});
