import assert from "node:assert/strict";
import { test } from "node:test";
import { clusterOfStackFiles } from "./bare-stack.ts";
import { contextWith } from "./test-feature.ts";

const stack = `services:
  web: {image: "web:\${TAG}", networks: [outer, default]}
networks:
  outer: {external: true}
`;

const files = { "/work/a.yml": stack, "/work/b.env": "TAG=2\n" };

test("bare stack files are a cluster of managers, with the networks that they want", () => {
  const wish = { name: "bare", managers: 3, envFiles: ["b.env"] };
  const spec = clusterOfStackFiles(["a.yml"], wish, contextWith(files, { TAG: "1" }));
  assert.equal(spec.name, "bare");
  assert.deepEqual(
    spec.nodes.map(({ name, role }) => `${name} ${role}`),
    ["node-01 manager", "node-02 manager", "node-03 manager"],
  );
  assert.deepEqual(
    spec.networks.map(({ name }) => name),
    ["outer", "bare_default"],
  );
  assert.deepEqual(spec.storage, { path: "/srv" });
  assert.equal(spec.services[0]?.image, "web:2");
  assert.deepEqual(spec.tenants, []);
  assert.equal(spec.proxy, undefined);
});

test("a stack file that is not there is named", () => {
  assert.throws(() => clusterOfStackFiles(["no.yml"], { name: "a", managers: 1 }, contextWith()), {
    message: 'no stack file "no.yml"',
    hint: "put it at no.yml or fixtures/stacks/no.yml",
  });
});
