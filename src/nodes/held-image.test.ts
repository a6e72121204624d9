import assert from "node:assert/strict";
import { test } from "node:test";
import { notHeld } from "./held-image.ts";

const held = (path: string, reference: string) => ({ path, tag: "latest", reference });

test("an image that a registry was not made to hold, or of other content, is lacking", () => {
  const holds = [held("web", "swarmspec/web:1"), held("db", "swarmspec/db:2")];
  const filledWith = (label: string) => notHeld(holds, { Labels: { "swarmspec.holds": label } });
  assert.deepEqual(filledWith("db:latest=swarmspec/db:2,web:latest=swarmspec/web:1"), []);
  assert.deepEqual(filledWith("db:latest=swarmspec/db:1,web:latest=swarmspec/web:1"), [holds[1]]);
  assert.deepEqual(filledWith(""), holds);
});

test("of a registry that does not say what it holds nothing is called lacking", () => {
  assert.deepEqual(notHeld([held("web", "swarmspec/web:1")], { Labels: {} }), []);
});
