import assert from "node:assert/strict";
import { test } from "node:test";
import { withReasonsOnly } from "./openssl.ts";

const cases: readonly (readonly [string, string])[] = [
  [
    "407D0B8ACE7F0000:error:0A000458:SSL routines:ssl3_read_bytes:tlsv1 unrecognized name:../deps/openssl/openssl/ssl/record/rec_layer_s3.c:916:SSL alert number 112\n",
    "tlsv1 unrecognized name",
  ],
  [
    "write EPROTO C0F23C6AF57F0000:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../deps/openssl/openssl/ssl/record/ssl3_record.c:355:\n",
    "wrong version number",
  ],
  ["error:0480006C:PEM routines::no start line", "no start line"],
  ["0010:error:0A000001:a:b:one:f:1:\n0020:error:0A000002:c:d:two:f:2:\n", "one; two"],
  ["connect ECONNREFUSED 127.0.0.1:2376", "connect ECONNREFUSED 127.0.0.1:2376"],
  ["the task ended: error: no space: left", "the task ended: error: no space: left"],
];

for (const [text, reason] of cases)
  test(`of "${text.slice(0, 40)}…" is left: ${reason}`, () =>
    assert.equal(withReasonsOnly(text), reason));
