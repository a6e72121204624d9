import assert from "node:assert/strict";
import { test } from "node:test";
import { withSystem } from "./command.ts";

test("programs for root are found last, and none in the working directory", () => {
  for (const [path, where] of [
    ["/opt/bin:/bin", "/opt/bin:/bin:/usr/sbin:/sbin"],
    ["", "/usr/sbin:/sbin"],
    [":/bin::", "/bin:/usr/sbin:/sbin"],
    [undefined, "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"],
  ])
    assert.equal(withSystem(path), where);
});
