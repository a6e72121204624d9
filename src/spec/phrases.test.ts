import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyDraft } from "./draft.ts";
import { envFile } from "./env-phrases.ts";
import { clusterPhrases } from "./phrases.ts";
import { proxy } from "./proxy-phrases.ts";
import { matcher } from "./step-match.ts";
import { storage } from "./storage-phrases.ts";
import { network, registry, swarm } from "./swarm-phrases.ts";
import { stackVariables } from "./tenant-detail-phrases.ts";
import { stack, tenants } from "./tenant-phrases.ts";
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

test("nodes may have labels and an availability; without the column nothing is said of them", () => {
  const rows = [
    ["node", "role", "labels", "availability"],
    ["a", "manager", "zone=a, disk=", "drain"],
    ["b", "worker", "", "active"],
  ];
  const { nodes: both } = swarm.apply(emptyDraft, { args: ["t"], rows }, context);
  assert.deepEqual(
    both.map(({ value }) => value),
    [
      { name: "a", role: "manager", availability: "drain", labels: { zone: "a", disk: "" } },
      { name: "b", role: "worker", availability: "active", labels: {} },
    ],
  );
  const one = (labels: string, availability: string) => () =>
    swarm.apply(
      emptyDraft,
      { args: ["t"], rows: [rows[0] ?? [], ["a", "manager", labels, availability]], place },
      context,
    );
  assert.throws(one("zone", "active"), { hint: "write labels as zone=a, disk=ssd" });
  assert.throws(one("", "gone"), { message: /no such availability: "gone"/ });
});

test("a tenant or a stack may have several files", () => {
  const rows = [
    ["tenant", "host"],
    ["bearded", "b.org"],
  ];
  const [tenant] = tenants.apply(emptyDraft, { args: ["a.yml, b.yml"], rows }, context).tenants;
  assert.deepEqual(tenant?.value.files, ["a.yml", "b.yml"]);
  const { stacks } = stack.apply(emptyDraft, { args: ["s", "c.yml"] }, context);
  assert.deepEqual(stacks[0]?.value, { name: "s", files: ["c.yml"], variables: {} });
});

test("shared storage is a folder below /srv, once", () => {
  const at = (path: string) => storage.apply(emptyDraft, { args: [path], place }, context);
  assert.deepEqual(at("/srv/services/").storage?.value, { path: "/srv/services" });
  assert.deepEqual(at("/srv").storage?.value, { path: "/srv" });
  for (const path of ["/data", "srv", "/srv/../data", "/srvs"])
    assert.throws(() => at(path), { hint: /choose a folder below \/srv/ }, path);
  assert.throws(() => storage.apply(at("/srv"), { args: ["/srv"] }, context), /a second shared/);
});

test("env files are beside the feature or in the working directory; a later one counts more", () => {
  const files = { "/work/features/a.env": "A=1\nB=1\nHOME\n", "/work/b.env": "B=2\n" };
  const around = contextWith(files, { HOME: "/root" });
  const said = (file: string) => ({ args: [file], place });
  const both = envFile.apply(
    envFile.apply(emptyDraft, said("a.env"), around),
    said("b.env"),
    around,
  );
  assert.deepEqual(both.variables, { A: "1", B: "2", HOME: "/root" });
  assert.throws(() => envFile.apply(emptyDraft, said("c.env"), around), {
    message: 'features/x.feature:4: no env file "c.env"',
    hint: "put it at features/c.env or c.env",
  });
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

test("variables of a stack are added to what it has, a later value in place of an earlier one", () => {
  const before = stack.apply(emptyDraft, { args: ["monitoring", "m.yml"] }, context);
  const said = (...rows: string[][]) => ({ args: ["monitoring"], rows, place });
  const first = stackVariables.apply(before, said(["DAYS", "HOURS"], ["30", "1"]), context);
  const second = stackVariables.apply(first, said(["DAYS"], ["60"]), context);
  const [drafted] = second.stacks;
  assert.equal(drafted?.value.variables.DAYS, "60");
  assert.equal(drafted?.value.variables.HOURS, "1");
});

test("a stack that nobody named has no variables, and one that is named one value of each", () => {
  const before = stack.apply(emptyDraft, { args: ["monitoring", "m.yml"] }, context);
  const say = (args: string[], ...rows: string[][]) =>
    stackVariables.apply(before, { args, rows, place }, context);
  assert.throws(() => say(["m"], ["DAYS"], ["30"]), /no such stack: m/);
  assert.throws(() => say(["monitoring"], ["DAYS"], ["30"], ["60"]), /one value for each variable/);
  assert.throws(() => say(["monitoring"], ["DAYS"]), /the table has no rows/);
});
