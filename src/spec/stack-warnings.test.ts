// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of stack files
import assert from "node:assert/strict";
import { test } from "node:test";
import { warningsOf } from "./check.ts";
import { clusterOn, webStack } from "./test-feature.ts";

const warnings = (keys: string, rest = ""): string[] =>
  warningsOf(
    clusterOn(`${webStack.replace("    networks:", `    ${keys}\n    networks:`)}${rest}`),
  );

test("what docker ignores is told in its words, once for all tenants of the file", () => {
  assert.deepEqual(warnings("restart: always\n    build: .\n    privileged: true"), [
    "features/tuleap.yml: Ignoring unsupported options: build, privileged, restart",
  ]);
  assert.deepEqual(warnings("container_name: a\n    expose: [80]"), [
    `features/tuleap.yml: Ignoring deprecated options:

container_name: Setting the container name is not supported.

expose: Exposing ports is unnecessary - services on the same network can access each other's containers on any port.`,
  ]);
});

test("what docker ignores in silence is told, too", () => {
  assert.deepEqual(warnings("depends_on: [a]\n    tmpfs: /run"), [
    "features/tuleap.yml: Ignoring depends_on, tmpfs: docker stack deploy does so too, and does not say it",
  ]);
  const [mount] = warnings("volumes: [{type: bind, source: /a, target: /b, bind: {selinux: z}}]");
  assert.equal(
    mount,
    "features/tuleap.yml:4:15: services.web.volumes.0: Docker does not read bind.selinux and ignores it",
  );
});

test("values that docker takes in its own way are told with their place", () => {
  const cases: [keys: string, told: RegExp][] = [
    ["hostname: $TENANT-a", /tuleap\.yml:4:5: services\.web\.hostname: Docker reads \$TENANT-a/],
    ["hostname: '${A:-${B}}'", /web\.hostname: Docker fills in no variable within another/],
    ["volumes: ['~/a:/b']", /web\.volumes\.0: cannot expand '~'/],
    ["configs: [{source: c, kind: d}]", /web\.configs\.0: Docker does not read kind/],
  ];
  for (const [keys, told] of cases)
    assert.match(warnings(keys, "configs: {c: {content: a}}\n").join(), told);
  const older = webStack.replace("external: true", "external: {name: tuleap}");
  assert.match(
    warningsOf(clusterOn(older))[0] ?? "",
    /networks\.tuleap\.external: external\.name is deprecated in favor of name/,
  );
});

test("a file without any of it has no warnings", () => {
  assert.deepEqual(warnings("hostname: ${TENANT}-a"), []);
});
