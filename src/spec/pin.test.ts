import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { ClusterSpec } from "../model/spec.ts";
import { imagesOf, imageWithDigest } from "./image-name.ts";
import { type Pins, pin } from "./pin.ts";
import { background, clusterOf, clusterOn, webStack } from "./test-feature.ts";

const spec = clusterOf(background());

const pinsFor = (cluster: ClusterSpec, digest = "sha256:aa"): Pins => ({
  digests: new Map(imagesOf(cluster).map(({ image }) => [image, digest])),
  certificates: new Map(cluster.tenants.map(({ host }) => [host, `pem of ${host}`])),
});

const pinned = pin(spec, pinsFor(spec));
const proxyService = (cluster: ClusterSpec) => {
  const found = cluster.services.find(({ name }) => name === "proxy");
  if (found === undefined) throw new Error("no proxy");
  return found;
};

test("every image has its tag and its digest", () => {
  assert.deepEqual(
    pinned.services.map(({ image }) => image),
    [
      "registry:5000/web:latest@sha256:aa",
      "registry:5000/web:latest@sha256:aa",
      "registry:5000/proxy:latest@sha256:aa",
    ],
  );
});

test("a tag stays as it is written, and a registry's port is none", () => {
  assert.equal(imageWithDigest("web:9.4-r0", "sha256:a"), "web:9.4-r0@sha256:a");
  assert.equal(imageWithDigest("hub:5000/web", "sha256:a"), "hub:5000/web:latest@sha256:a");
  assert.equal(imageWithDigest("hub:5000/web:1", "sha256:a"), "hub:5000/web:1@sha256:a");
});

test("pinning what is pinned changes nothing", () => {
  const digest = fc.stringMatching(/^sha256:[0-9a-f]{64}$/);
  fc.assert(
    fc.property(digest, fc.boolean(), (sha, tagged) => {
      const cluster = tagged ? clusterOn(webStack.replace("/web", "/web:1")) : spec;
      const once = pin(cluster, pinsFor(cluster, sha));
      assert.deepEqual(pin(once, pinsFor(cluster, sha)), once);
    }),
  );
});

test("a proxy becomes a global service that stops the old one first", () => {
  const service = proxyService(pinned);
  assert.deepEqual(service.mode, { kind: "global" });
  assert.equal(service.update?.order, "stop-first");
  assert.deepEqual(service.networks, [{ network: "tuleap", aliases: ["proxy"] }]);
  assert.deepEqual(
    service.ports.map(({ target, published, mode }) => [target, published, mode]),
    [
      [80, 80, "host"],
      [443, 443, "host"],
    ],
  );
});

test("a proxy has one secret a certificate, mounted by its tenant's name", () => {
  assert.deepEqual(
    proxyService(pinned).secrets.map(({ target }) => target),
    ["bearded.pem", "shaven.pem"],
  );
  for (const { name } of pinned.secrets) assert.match(name, /^proxy_cert_\w+_[0-9a-f]{10}$/);
});

test("every file of the proxy is there to be made", () => {
  const { configs, secrets } = proxyService(pinned);
  const made = new Set([...pinned.configs, ...pinned.secrets].map(({ name }) => name));
  assert.ok([...configs, ...secrets].every(({ name }) => made.has(name)));
});

test("a proxy is checked often until it is up, and seldom after that", () => {
  const { interval = 0, startInterval = 0, startPeriod } = proxyService(pinned).healthcheck ?? {};
  assert.ok(startInterval < interval);
  assert.ok(startPeriod !== undefined);
});

test("a proxy asks no name server but the swarm's", () => {
  assert.deepEqual(proxyService(pinned).dns?.nameservers, ["127.0.0.1"]);
});

const configFor = (replicas: number): string => {
  const stack = webStack.replace("networks: [", `deploy: {replicas: ${replicas}}\n    networks: [`);
  const cluster = clusterOn(stack);
  return pin(cluster, pinsFor(cluster)).configs.at(-1)?.name ?? "";
};

test("scaling a tenant within its slots leaves the proxy as it is", () => {
  assert.equal(configFor(1), configFor(4));
  assert.notEqual(configFor(4), configFor(5));
});

test("a new certificate is a new secret and leaves the config as it is", () => {
  const pins = pinsFor(spec);
  const certificates = new Map([...pins.certificates, ["bearded.example.com", "renewed"]]);
  const renewed = pin(spec, { ...pins, certificates });
  assert.deepEqual(renewed.configs, pinned.configs);
  assert.notDeepEqual(renewed.secrets, pinned.secrets);
});

test("a cluster without a proxy is only given its digests", () => {
  const bare = clusterOf(background({ proxy: "" }));
  const result = pin(bare, pinsFor(bare));
  assert.deepEqual(result.configs, bare.configs);
  assert.equal(result.services.length, 2);
});

test("a digest or a certificate that is missing is told", () => {
  const pins = pinsFor(spec);
  assert.throws(() => pin(spec, { ...pins, digests: new Map() }), /no digest for registry:5000/);
  assert.throws(() => pin(spec, { ...pins, certificates: new Map() }), {
    message: "no certificate for bearded.example.com",
  });
});

test("images are named once, with the services that run them", () => {
  assert.deepEqual(imagesOf(spec), [
    { image: "registry:5000/web", services: ["bearded_web", "shaven_web"] },
    { image: "registry:5000/proxy", services: ["proxy"] },
  ]);
  assert.deepEqual(
    imagesOf(pinned).map(({ services }) => services),
    [["bearded_web", "shaven_web"], ["proxy"]],
  );
});
