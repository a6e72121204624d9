import assert from "node:assert/strict";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { connect, createServer, type TLSSocket } from "node:tls";
import { certificateFor, newCredentials, ownCertificate } from "./authority.ts";

const { engines, served } = await newCredentials("tuleap", new Date("2026-01-01T00:00:00Z"));

test("a certificate is signed by the cluster's own authority, for every name that was asked", async () => {
  const certificate = new X509Certificate(
    await certificateFor(served, ["bearded.example.com", "172.30.0.11"]),
  );
  assert.ok(certificate.verify(new X509Certificate(served.ca).publicKey));
  assert.equal(certificate.checkHost("bearded.example.com"), "bearded.example.com");
  assert.equal(certificate.checkIP("172.30.0.11"), "172.30.0.11");
  assert.equal(certificate.checkHost("shaven.example.com"), undefined);
});

test("the same names get the same certificate, so an unchanged tenant has an unchanged secret", async () => {
  const names = ["bearded.example.com"] as const;
  assert.equal(await certificateFor(served, names), await certificateFor(served, names));
});

test("the operator's certificate fits the operator's key, and a server's own one its own", async () => {
  const node = await ownCertificate(engines, ["node-01"]);
  for (const { cert, key } of [engines, node])
    assert.ok(new X509Certificate(cert).checkPrivateKey(createPrivateKey(key)));
});

test("certificates end with their authority, a year after it was founded", async () => {
  const certificate = new X509Certificate(await certificateFor(served, ["a.example.com"]));
  assert.equal(new Date(certificate.validTo).toISOString(), "2027-01-01T00:00:00.000Z");
});

// Of today, as a handshake looks at the clock.
const today = await newCredentials("tuleap", new Date());

/** What a server says that demands certificates of the engines' authority, as engines do. */
const wordFor = async (client: { readonly cert: string; readonly key: string }) => {
  const { ca } = today.engines;
  const own = await ownCertificate(today.engines, ["127.0.0.1"]);
  const server = createServer({ ...own, ca, requestCert: true, rejectUnauthorized: false });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const greeted = once(server, "secureConnection");
  const socket = connect({ host: "127.0.0.1", port, ca, cert: client.cert, key: client.key });
  const [there] = (await greeted) as [TLSSocket];
  const word = there.authorized ? "welcome" : String(there.authorizationError);
  socket.destroy();
  server.close();
  return word;
};

test("an engine lets the operator in", async () => {
  assert.equal(await wordFor(today.engines), "welcome");
});

test("what a proxy or the registry holds opens no engine", async () => {
  const { served } = today;
  const proxy = { cert: await certificateFor(served, ["bearded.example.com"]), key: served.key };
  assert.equal(await wordFor(proxy), "UNABLE_TO_VERIFY_LEAF_SIGNATURE");
  const registry = await ownCertificate(served, ["registry"]);
  assert.equal(await wordFor(registry), "UNABLE_TO_VERIFY_LEAF_SIGNATURE");
});

test("what one engine holds opens no other", async () => {
  const node = await ownCertificate(today.engines, ["node-01"]);
  assert.equal(await wordFor(node), "INVALID_PURPOSE");
});

// Go, in which engines are written, asks for this usage by name, whatever else it makes of a certificate.
test("a certificate is for a client or for servers, and never for both", async () => {
  const usageOf = (pem: string) => new X509Certificate(pem).keyUsage;
  const [forServers, forClients] = ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"];
  assert.deepEqual(usageOf(engines.cert), [forClients]);
  for (const { cert } of [
    { cert: await certificateFor(served, ["bearded.example.com"]) },
    await ownCertificate(served, ["registry"]),
    await ownCertificate(engines, ["node-01"]),
  ])
    assert.deepEqual(usageOf(cert), [forServers]);
});
