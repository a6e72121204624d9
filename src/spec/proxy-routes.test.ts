import assert from "node:assert/strict";
import { test } from "node:test";
import { BadInput } from "../model/errors.ts";
import { pin } from "./pin.ts";
import { background, clusterOf, contextWith } from "./test-feature.ts";

const stack = `services:
  web: {image: web, networks: [tuleap]}
  cache: {image: cache, networks: [tuleap], deploy: {replicas: 20}}
  db: {image: db}
  reset: {image: web, networks: [tuleap], deploy: {mode: replicated-job}}
networks:
  tuleap: {external: true}
`;
const proxy = "And a reverse proxy on every node, publishing 80 and 443 in host mode";
const routes = (...rows: string[]): string =>
  [
    "And the reverse proxy sends these paths to other services",
    "| path | service | port |",
    ...rows.map((row) => `| ${row} |`),
  ].join("\n      ");
const context = contextWith({ "/work/features/tuleap.yml": stack });
const clusterWith = (...rows: string[]) =>
  clusterOf(background({ proxy: `${proxy}\n    ${routes(...rows)}` }), context);

test("routes are part of the proxy, and a slash at the end of a path says nothing", () => {
  assert.deepEqual(clusterWith("/static/ | cache | 8080").proxy?.routes, [
    { path: "/static", service: "cache", port: 8080 },
  ]);
});

test("a proxy without routes has none", () => {
  assert.equal(clusterOf(background(), context).proxy?.routes, undefined);
});

test("a service has slots for its own tasks", () => {
  const cluster = clusterWith("/static | cache | 8080");
  const certificates = new Map(cluster.tenants.map(({ host }) => [host, "PEM"]));
  const { configs } = pin(cluster, { certificates });
  const text = configs
    .map(({ content }) => new TextDecoder().decode(content))
    .find((one) => one.startsWith("global"));
  assert.match(text ?? "", /server-template task 8 tasks.bearded_web:8080/);
  assert.match(text ?? "", /server-template task 64 tasks.bearded_cache:8080/);
});

const refusals = [
  { rows: ["static | cache | 8080"], message: /no path to send elsewhere: "static"/ },
  { rows: ["/ | cache | 8080"], message: /no path to send elsewhere: "\/"/ },
  { rows: ["/a b | cache | 8080"], message: /no path to send elsewhere: "\/a b"/ },
  { rows: ["/static | the cache | 8080"], message: /no name of a service: "the cache"/ },
  { rows: ["/static | cache | 0"], message: /must be a port from 1 to 65535, but is "0"/ },
  {
    rows: ["/static | cache | 8080", "/static/ | cache | 8081"],
    message: /:18: the path "\/static" is there twice/,
  },
  { rows: ["/static | cash | 8080"], message: /:17: no tenant has the service "cash"/ },
  { rows: ["/reset | reset | 8080"], message: /bearded_reset is a job/ },
  { rows: ["/data | db | 3306"], message: /bearded_db is not on the network "tuleap"/ },
];

for (const { rows, message } of refusals)
  test(`refused: ${rows.join(", then ")}`, () => {
    assert.throws(
      () => clusterWith(...rows),
      (error) => error instanceof BadInput && message.test(error.message),
    );
  });

test("routes come after their proxy", () => {
  assert.throws(
    () =>
      clusterOf(
        background({ proxy: `${routes("/static | cache | 8080")}\n    ${proxy}` }),
        context,
      ),
    /there is no reverse proxy yet/,
  );
});
