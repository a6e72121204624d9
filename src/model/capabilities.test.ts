import assert from "node:assert/strict";
import { test } from "node:test";
import { effectiveCapabilities } from "./capabilities.ts";

test("all capabilities stand for the rest, and what is added is not dropped", () => {
  assert.deepStrictEqual(effectiveCapabilities({ capAdd: ["all", "CHOWN"], capDrop: ["ALL"] }), {
    capAdd: ["ALL"],
    capDrop: [],
  });
  assert.deepStrictEqual(effectiveCapabilities({ capAdd: ["kill", "RESET"], capDrop: ["ALL"] }), {
    capAdd: ["CAP_KILL"],
    capDrop: ["ALL"],
  });
});

test("a capability has one form, however it is written", () => {
  assert.deepStrictEqual(
    effectiveCapabilities({ capAdd: [" chown ", "CAP_CHOWN", "AUDIT_READ"] }),
    {
      capAdd: ["CAP_AUDIT_READ", "CAP_CHOWN"],
      capDrop: [],
    },
  );
});
