import assert from "node:assert/strict";
import { test } from "node:test";
import { BadInput } from "../model/errors.ts";
import { homeOf } from "./engine.ts";

test("what is ours is kept where SWARMSPEC_HOME says; an empty one says nothing", () => {
  assert.equal(homeOf({ env: { SWARMSPEC_HOME: "/srv/own" } }), "/srv/own");
  assert.equal(homeOf({ env: { SWARMSPEC_HOME: "" } }), "/var/lib/swarmspec");
  assert.equal(homeOf({ env: {} }), "/var/lib/swarmspec");
});

test("a relative SWARMSPEC_HOME would be another folder wherever one stands, and is refused", () => {
  assert.throws(() => homeOf({ env: { SWARMSPEC_HOME: "own" } }), {
    name: BadInput.name,
    message: "SWARMSPEC_HOME is no absolute path: own",
  });
});
