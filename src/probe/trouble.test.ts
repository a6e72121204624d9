import assert from "node:assert/strict";
import { test } from "node:test";
import { RelayFailure, wordsOf } from "./trouble.ts";

const failing = (code: string, message = "some words") =>
  Object.assign(new Error(message), { code });

for (const [code, words] of [
  ["ECONNREFUSED", "refused"],
  ["ECONNRESET", "reset"],
  ["EPIPE", "reset"],
  ["ETIMEDOUT", "timeout"],
  ["ABORT_ERR", "timeout"],
  ["EHOSTUNREACH", "unreachable"],
  ["ENETUNREACH", "unreachable"],
  ["ENOTFOUND", "dns"],
  ["EAI_AGAIN", "dns"],
  ["CERT_HAS_EXPIRED", "certificate: some words"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "certificate: some words"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "certificate: some words"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "certificate: is for another host"],
  ["ERR_SSL_WRONG_VERSION_NUMBER", "tls: some words"],
  ["HPE_INVALID_CONSTANT", "protocol: some words"],
  ["EMFILE", "other: some words"],
] as const)
  test(`${code} is told as "${words}"`, () => {
    assert.equal(wordsOf(failing(code)), words);
  });

test("a relay's own trouble is never told as the node's", () => {
  assert.equal(wordsOf(new RelayFailure("refused", failing("ECONNREFUSED"))), "relay: refused");
});

test("Node's advice on its own command line is left out", () => {
  const error = failing("DEPTH_ZERO_SELF_SIGNED_CERT", "self-signed certificate; if the root CA");
  assert.equal(wordsOf(error), "certificate: self-signed certificate");
});

test("of OpenSSL's long line the reason is told", () => {
  const words =
    "407D0B8ACE7F0000:error:0A000458:SSL routines:ssl3_read_bytes:tlsv1 unrecognized name";
  const error = Object.assign(failing("ERR_SSL_TLSV1_UNRECOGNIZED_NAME", words), {
    reason: "tlsv1 unrecognized name",
  });
  assert.equal(wordsOf(error), "tls: tlsv1 unrecognized name");
});

test("an error of OpenSSL's without a reason of its own is told without thread and source file", () => {
  for (const thread of ["C0F23C6AF57F0000", "80A2BB0D177F0000"]) {
    const words = `write EPROTO ${thread}:error:0A000410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure:../deps/openssl/openssl/ssl/record/rec_layer_s3.c:1605:SSL alert number 40\n`;
    assert.equal(wordsOf(failing("EPROTO", words)), "tls: sslv3 alert handshake failure");
  }
});

test("what is not even an error is told as it is", () => {
  assert.equal(wordsOf("gone"), "other: gone");
});
