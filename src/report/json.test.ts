import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { foreign, hostile, obeyedIn } from "../model/foreign.testing.ts";
import { json } from "./json.ts";

test("JSON escapes what JSON need not, but a terminal obeys", () => {
  assert.equal(
    json({ "\x9b": "\x1b[2J\x7f\u202e\u2028\ufeff\u{e0041}\ud800 grüße ##[error]" }),
    '{"\\u009b":"\\u001b[2J\\u007f\\u202e\\u2028\\ufeff\\udb40\\udc41\\ud800 grüße #\\u0023[error]"}',
  );
});

test("whatever it says, it is one harmless line, whole, and the same once it is parsed", () => {
  fc.assert(
    fc.property(foreign, foreign, (key, value) => {
      const text = json({ [key]: [value, { ok: false }] });
      assert.equal(obeyedIn(text), undefined);
      assert.ok(!text.includes("\n"));
      assert.deepEqual(JSON.parse(text), { [key]: [value, { ok: false }] });
    }),
    { examples: hostile.map((text) => [text, text]) },
  );
});
