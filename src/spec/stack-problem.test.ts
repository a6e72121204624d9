// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of stack files
import assert from "node:assert/strict";
import { test } from "node:test";
import { background, clusterOf, contextWith } from "./test-feature.ts";

const clusterOn = (stack: string) =>
  clusterOf(
    background(),
    contextWith({ "/work/features/tuleap.yml": stack, "/work/binary": "a\uFFFDb" }),
  );

/** Stack files with one mistake each, and what is said of it after `features/tuleap.yml:`. */
const mistakes: { title: string; stack: string; message: string; hint?: RegExp }[] = [
  {
    title: "a number that is none",
    stack: "services:\n  web:\n    image: a\n    deploy:\n      replicas: two\n",
    message: `5:7: services.web.deploy.replicas: must be a whole number, but is a text`,
  },
  {
    title: "an unknown key",
    stack: "services:\n  web:\n    image: a\n    comand: b\n",
    message: "4:5: services.web.comand: no such key",
    hint: /did you mean: command/,
  },
  {
    title: "a key like no other",
    stack: "services: {web: {image: a}}\nbanana: 1\n",
    message: "2:1: banana: no such key",
    hint: /the keys here are version, services, networks/,
  },
  {
    title: "a missing image",
    stack: "services:\n  web:\n    command: b\n",
    message: "2:3: services.web: must have the key image",
  },
  {
    title: "a key that its version has not got",
    stack: 'version: "3.3"\nservices: {web: {image: a, init: true}}\n',
    message: "2:28: services.web.init: this key is there since version 3.7, but the file has 3.3",
    hint: /write version: "3.7" or a later one/,
  },
  {
    title: "an unknown version",
    stack: 'version: "2.4"\nservices: {web: {image: a}}\n',
    message: "1:1: version: there is no version 2.4 of stack files",
  },
  {
    title: "a key that docker forbids",
    stack: "services: {web: {image: a, mem_limit: 1g}}\n",
    message: "1:28: services.web.mem_limit: docker stack deploy does not support this key",
    hint: /Set resource limits using deploy.resources/,
  },
  {
    title: "an x- key where docker allows none",
    stack: "services: {web: {image: a, deploy: {x-a: 1}}}\n",
    message: "1:37: services.web.deploy.x-a: no such key",
  },
  {
    title: "a name that docker does not take",
    stack: "services: {a b: {image: a}}\n",
    message: '1:12: services.a b: a name must be letters, digits, dots, _ and -, but is "a b"',
  },
  {
    title: "an entry that is there twice",
    stack: "services: {web: {image: a, cap_add: [A, B, A]}}\n",
    message: "1:28: services.web.cap_add: must say nothing twice, but entries 1 and 3 are the same",
  },
  {
    title: "processors that are none",
    stack: "services: {web: {image: a, deploy: {resources: {limits: {cpus: few}}}}}\n",
    message:
      '1:58: services.web.deploy.resources.limits.cpus: must be a number of processors like 0.5, but is "few"',
  },
  {
    title: "an env file that is not there",
    stack: "services: {web: {image: a, env_file: a.env}}\n",
    message: "1:28: services.web.env_file.0: cannot read /work/features/a.env",
  },
  {
    title: "an external volume with a driver",
    stack: "services: {web: {image: a}}\nvolumes: {v: {external: true, driver: local}}\n",
    message: "2:31: volumes.v.driver: an external volume cannot have driver",
  },
  {
    title: "a health check that is disabled and tests",
    stack: "services: {web: {image: a, healthcheck: {test: a, disable: true}}}\n",
    message: "1:42: services.web.healthcheck.test: test and disable cannot both be there",
  },
  {
    title: "options of another mount",
    stack:
      "services: {web: {image: a, volumes: [{type: tmpfs, target: /a, bind: {propagation: slave}}]}}\n",
    message: "1:38: services.web.volumes.0: bind options do not go with type tmpfs",
  },
  {
    title: "a file that is no text",
    stack: 'services: {web: {image: a}}\nsecrets: {a: {file: "/work/binary"}}\n',
    message: "2:15: secrets.a.file: /work/binary is not a text",
  },
  {
    title: "an empty file",
    stack: "",
    message: " must be a map, but is empty",
  },
  {
    title: "a span of time without a unit",
    stack: "services: {web: {image: a, stop_grace_period: 5}}\n",
    message: "1:28: services.web.stop_grace_period: must be a text, but is a number",
    hint: /into quotes/,
  },
  {
    title: "a span of time that is none",
    stack: "services: {web: {image: a, stop_grace_period: 5x}}\n",
    message: `1:28: services.web.stop_grace_period: must be a span of time like 1m30s, but is "5x"`,
  },
  {
    title: "a value out of a few",
    stack: "services: {web: {image: a, deploy: {mode: job}}}\n",
    message: `1:37: services.web.deploy.mode: must be replicated or global or replicated-job or global-job, but is "job"`,
  },
  {
    title: "a port that is none",
    stack: "services: {web: {image: a, ports: ['80:']}}\n",
    message: `1:36: services.web.ports.0: must be a port, or PUBLISHED:TARGET, for example 80:8080 or 53:53/udp, but is "80:"`,
  },
  {
    title: "a port out of range",
    stack: "services: {web: {image: a, ports: [{target: 80, published: 70000}]}}\n",
    message: "1:49: services.web.ports.0.published: must be at most 65535, but is 70000",
  },
  {
    title: "a ratio below zero",
    stack: "services: {web: {image: a, deploy: {update_config: {max_failure_ratio: -1}}}}\n",
    message:
      "1:53: services.web.deploy.update_config.max_failure_ratio: must be at least 0, but is -1",
  },
  {
    title: "a volume that is none",
    stack: "services: {web: {image: a, volumes: ['a:b']}}\n",
    message: `1:38: services.web.volumes.0: must be SOURCE:/TARGET, SOURCE:/TARGET:ro or /TARGET, but is "a:b"`,
  },
  {
    title: "an undeclared volume",
    stack: "services: {web: {image: a, volumes: ['a:/b']}}\n",
    message: "1:38: services.web.volumes.0: no such entry under volumes: a",
    hint: /declare a under volumes, or write \.\/a for a folder/,
  },
  {
    title: "a bind mount from nowhere",
    stack: "services: {web: {image: a, volumes: [{type: bind, target: /b}]}}\n",
    message: "1:38: services.web.volumes.0: a bind mount must have a source",
  },
  {
    title: "an undeclared network in a list",
    stack: "services: {web: {image: a, networks: [b]}}\n",
    message: "1:39: services.web.networks.0: no such entry under networks: b",
  },
  {
    title: "an undeclared network in a map",
    stack: "services: {web: {image: a, networks: {b: {}}}}\n",
    message: "1:39: services.web.networks.b: no such entry under networks: b",
  },
  {
    title: "an undeclared config",
    stack: "services: {web: {image: a, configs: [b]}}\n",
    message: "1:38: services.web.configs.0: no such entry under configs: b",
    hint: /declare b under configs/,
  },
  {
    title: "an undeclared secret",
    stack: "services: {web: {image: a, secrets: [{source: b}]}}\n",
    message: "1:38: services.web.secrets.0: no such entry under secrets: b",
  },
  {
    title: "a config from two sources",
    stack: "services: {web: {image: a}}\nconfigs: {b: {file: c, content: d}}\n",
    message: "2:11: configs.b: must have one of file, content, driver and external: true",
  },
  {
    title: "a config whose file is not there",
    stack: "services: {web: {image: a}}\nconfigs: {b: {file: c}}\n",
    message: "2:15: configs.b.file: cannot read /work/features/c",
  },
  {
    title: "replicas of a global service",
    stack: "services: {web: {image: a, deploy: {mode: global, replicas: 2}}}\n",
    message:
      "1:51: services.web.deploy.replicas: a global service has one task per node, and no number of replicas",
  },
  {
    title: "a health check list without its kind",
    stack: "services: {web: {image: a, healthcheck: {test: [curl]}}}\n",
    message:
      "1:42: services.web.healthcheck.test: must begin with CMD, CMD-SHELL or NONE, but begins with curl",
  },
  {
    title: "a quote that stays open",
    stack: `services:\n  web:\n    image: a\n    command: it's\n`,
    message: `4:5: services.web.command: must be a command line with its quotes closed, but is "it's"`,
  },
  {
    title: "a required variable that is not set",
    stack: "services: {web: {image: '${IMAGE:?which one}'}}\n",
    message: "1:18: services.web.image: the variable IMAGE is not set: which one",
    hint: /add a column IMAGE to the tenants' table/,
  },
  {
    title: "an external network that the feature does not describe",
    stack: "services: {web: {image: a, networks: [b]}}\nnetworks: {b: {external: true}}\n",
    message: `2:12: networks.b: no such network: the feature does not describe "b"`,
    hint: /And an overlay network "b"/,
  },
];

for (const { title, stack, message, hint = /^/ } of mistakes)
  test(`${title} is refused at its place`, () => {
    assert.throws(
      () => clusterOn(stack),
      (error: Error & { hint?: string }) => {
        assert.equal(error.name, "BadInput");
        assert.equal(error.message.replace("features/tuleap.yml:", ""), message);
        assert.match(error.hint ?? "", hint);
        return true;
      },
    );
  });

test("the value of a secret is in no message", () => {
  const stack = "services: {web: {image: a}}\nsecrets: {key: {content: 12345678}}\n";
  assert.throws(
    () => clusterOn(stack),
    (error: Error & { hint?: string }) => !`${error.message} ${error.hint}`.includes("12345678"),
  );
});
