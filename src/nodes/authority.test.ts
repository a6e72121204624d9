import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { test } from "node:test";
import { certificateFor, foundAuthority } from "./authority.ts";

const credentials = await foundAuthority("tuleap", new Date("2026-01-01T00:00:00Z"));

test("a certificate is signed by the cluster's own authority, for every name that was asked", async () => {
  const certificate = new X509Certificate(
    await certificateFor(credentials, ["bearded.example.com", "172.30.0.11"]),
  );
  assert.ok(certificate.verify(new X509Certificate(credentials.ca).publicKey));
  assert.equal(certificate.checkHost("bearded.example.com"), "bearded.example.com");
  assert.equal(certificate.checkIP("172.30.0.11"), "172.30.0.11");
  assert.equal(certificate.checkHost("shaven.example.com"), undefined);
});

test("the same names get the same certificate, so an unchanged tenant has an unchanged secret", async () => {
  const names = ["bearded.example.com"] as const;
  assert.equal(await certificateFor(credentials, names), await certificateFor(credentials, names));
});

test("the operator's certificate fits the operator's key", async () => {
  const { createPrivateKey } = await import("node:crypto");
  assert.ok(
    new X509Certificate(credentials.cert).checkPrivateKey(createPrivateKey(credentials.key)),
  );
});

test("certificates end with their authority, a year after it was founded", async () => {
  const certificate = new X509Certificate(await certificateFor(credentials, ["a.example.com"]));
  assert.equal(new Date(certificate.validTo).toISOString(), "2027-01-01T00:00:00.000Z");
});
