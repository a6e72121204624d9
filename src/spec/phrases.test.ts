import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyDraft } from "./draft.ts";
import { clusterPhrases } from "./phrases.ts";
import { proxy } from "./proxy-phrases.ts";
import { matcher } from "./step-match.ts";
import { network, registry, swarm } from "./swarm-phrases.ts";
import { tenants } from "./tenant-phrases.ts";
import { contextWith } from "./test-feature.ts";

const context = contextWith();
const place = { file: "features/x.feature", line: 4 };
const nodes = [
  ["node", "role"],
  ["node-01", "manager"],
];

test("the example of a phrase is a case of that phrase and of no other", () => {
  for (const { example, expression } of clusterPhrases) {
    const [step = ""] = example.split("\n");
    const fits = clusterPhrases.filter((phrase) => matcher(phrase.expression)(step));
    assert.deepEqual(
      fits.map((phrase) => phrase.expression),
      [expression],
    );
  }
});

test("a phrase leaves the draft that it is given as it was", () => {
  const before = structuredClone(emptyDraft);
  network.apply(emptyDraft, { args: ["tuleap"] }, context);
  assert.deepEqual(emptyDraft, before);
});

test("a swarm has the nodes of its table, each at the place of its row", () => {
  const rowPlaces = [5, 6].map((line) => ({ ...place, line }));
  const draft = swarm.apply(emptyDraft, { args: ["t"], rows: nodes, place, rowPlaces }, context);
  assert.deepEqual(draft.nodes, [
    { value: { name: "node-01", role: "manager" }, place: { ...place, line: 6 } },
  ]);
});

test("without the places of its rows a table stands where its step does", () => {
  const draft = swarm.apply(emptyDraft, { args: ["t"], rows: nodes, place }, context);
  assert.deepEqual(draft.nodes[0]?.place, place);
});

test("the images of a registry are below the working directory", () => {
  const draft = registry.apply(emptyDraft, { args: ["r:5000", "fixtures/images"] }, context);
  assert.equal(draft.registry?.value.images, "/work/fixtures/images");
});

test("a further column of the tenants' table is a variable in its own and in upper case", () => {
  const rows = [
    ["tenant", "host", "replicas"],
    ["bearded", "Bearded.example.com", "2"],
  ];
  const [tenant] = tenants.apply(emptyDraft, { args: ["a.yml"], rows }, context).tenants;
  assert.equal(tenant?.value.host, "bearded.example.com");
  assert.equal(tenant?.value.variables.REPLICAS, "2");
  assert.equal(tenant?.value.variables.replicas, "2");
  assert.equal(tenant?.value.variables.TENANT, "bearded");
});

test("tables are refused where they are missing, empty or oddly headed", () => {
  const table =
    (...rows: string[][]) =>
    () =>
      swarm.apply(emptyDraft, { args: ["t"], rows, place }, context);
  const at = "features/x.feature:4: ";
  assert.throws(table(), { message: `${at}the table is missing` });
  assert.throws(table(["node", "role"]), { message: `${at}the table has no rows` });
  assert.throws(table(["node"], ["a"]), { message: `${at}no column "role", but "node"` });
  assert.throws(table(["node", "role", "zone"], ["a", "manager", "b"]), {
    message: `${at}no such column: "zone"`,
    hint: "begin the table with | node | role |",
  });
  assert.throws(table(["node", "role", "role"], ["a", "manager", "worker"]), {
    message: `${at}the column "role" is there twice`,
  });
});

test("what a cluster has once cannot be said twice", () => {
  const twice = (phrase: typeof swarm, args: unknown[], rows?: string[][]) => () => {
    const once = phrase.apply(emptyDraft, { args, rows }, context);
    phrase.apply(once, { args, rows, place }, context);
  };
  assert.throws(twice(swarm, ["t"], nodes), /x.feature:4: a second swarm "t" beside "t"/);
  assert.throws(twice(registry, ["r", "i"]), /x.feature:4: a second private registry/);
  assert.throws(twice(proxy, [80, 443]), /x.feature:4: a second reverse proxy/);
});

test("an argument of the wrong type is a mistake of the step definition", () => {
  assert.throws(() => network.apply(emptyDraft, { args: [1] }, context), TypeError);
  assert.throws(() => proxy.apply(emptyDraft, { args: ["80", "443"] }, context), TypeError);
});
