import assert from "node:assert/strict";
import { test } from "node:test";
import type { ClusterSpec } from "../model/spec.ts";
import { imagesOf } from "./image-name.ts";
import { pin } from "./pin.ts";
import { background, clusterOf } from "./test-feature.ts";

const learning =
  "And a reverse proxy on every node, publishing 80 and 443 in host mode, that learns of tenants while it runs";

const tenantsNamed = (...names: readonly string[]): string =>
  [
    `And these tenants on stack file "tuleap.yml"`,
    "      | tenant | host |",
    ...names.map((name) => `      | ${name} | ${name}.example.com |`),
  ].join("\n");

const key = (text: string): string =>
  `-----BEGIN PRIVATE KEY-----\n${text}\n-----END PRIVATE KEY-----\n`;

const certificate = (host: string): string =>
  `-----BEGIN CERTIFICATE-----\n${host}\n-----END CERTIFICATE-----\n`;

const pinned = (spec: ClusterSpec, keyOf: (host: string) => string = () => key("same")) =>
  pin(spec, {
    digests: new Map(imagesOf(spec).map(({ image }) => [image, "sha256:aa"])),
    certificates: new Map(
      spec.tenants.map(({ host }) => [host, `${certificate(host)}${keyOf(host)}`]),
    ),
  });

const clusterWith = (...names: readonly string[]): ClusterSpec =>
  clusterOf(background({ proxy: learning, tenants: tenantsNamed(...names) }));

const service = ({ services }: ClusterSpec, name: string) => {
  const found = services.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};

const two = pinned(clusterWith("bearded", "shaven"));
const three = pinned(clusterWith("bearded", "shaven", "hairy"));

test("a new tenant leaves the proxy as it is, and changes what tells of tenants", () => {
  assert.deepEqual(service(three, "proxy"), service(two, "proxy"));
  assert.notDeepEqual(service(three, "proxy_tenants"), service(two, "proxy_tenants"));
});

test("a tenant is one config, which carries its name and host", () => {
  const own = two.configs.filter(({ tenant }) => tenant !== undefined);
  assert.deepEqual(
    own.map(({ name, tenant }) => [name.replace(/[0-9a-f]{10}$/, "#"), tenant?.host]),
    [
      ["proxy_tenant_bearded_#", "bearded.example.com"],
      ["proxy_tenant_shaven_#", "shaven.example.com"],
    ],
  );
});

test("what the proxies are told of a tenant holds its certificate and no key", () => {
  const [told] = two.configs.filter(({ tenant }) => tenant?.name === "bearded");
  const { key: named, ...rest } = JSON.parse(new TextDecoder().decode(told?.content));
  assert.deepEqual(rest, {
    host: "bearded.example.com",
    services: { "web:8080": "tasks.bearded_web" },
    certificate: certificate("bearded.example.com"),
  });
  assert.deepEqual(
    service(two, "proxy").secrets.map(({ target }) => target),
    [named],
  );
});

test("a key that tenants share is one secret, and one of its own is another", () => {
  assert.equal(two.secrets.length, 1);
  assert.equal(pinned(clusterWith("bearded", "shaven"), key).secrets.length, 2);
});

test("there is never more than one list of tenants", () => {
  const { mode, update } = service(two, "proxy_tenants");
  assert.deepEqual(mode, { kind: "replicated", replicas: 1 });
  assert.equal(update?.order, "stop-first");
});

test("tenants cannot reach what tells of them", () => {
  assert.deepEqual(
    service(two, "proxy_tenants").networks.map(({ network }) => network),
    ["proxy_tenants"],
  );
  const others = two.services.filter(({ stack }) => stack !== "proxy");
  assert.ok(others.every(({ networks }) => networks.every((one) => one.network === "tuleap")));
});

test("a proxy may wait longer for what tells it than its engine needs to join a network", () => {
  const { startPeriod = 0 } = service(two, "proxy").healthcheck ?? {};
  assert.ok(startPeriod > 30_000);
});

test("pinning what is pinned changes nothing", () => {
  assert.deepEqual(pinned(two), two);
});

test("a proxy without tenants is one that may learn of sixteen", () => {
  const none = pinned(clusterOf(background({ proxy: learning, tenants: "" })));
  const text = none.configs.map(({ content }) => new TextDecoder().decode(content)).join("");
  assert.equal(text.match(/^backend room_/gm)?.length, 32);
});
