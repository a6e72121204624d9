import assert from "node:assert/strict";
import { type DataTable, Then } from "@cucumber/cucumber";
import { by, holds } from "./phrase.ts";

Then(
  "it fails, and the message says",
  holds("Apply ended with an error whose text has each of these parts."),
  by(async (world, parts: DataTable) => {
    assert.ok(world.failure instanceof Error, "apply did not fail");
    for (const part of parts.raw().flat())
      assert.ok(
        world.failure.message.includes(part),
        `the message lacks "${part}":\n${world.failure.message}`,
      );
  }),
);

Then(
  "it took less than {int} seconds",
  holds(
    "Measures the whole apply, also one that failed: it ended at once, and did not wait for a deadline.",
  ),
  by(async (world, limit: number) => {
    assert.ok(world.took !== undefined, "nothing was applied");
    assert.ok(world.took < limit * 1000, `it took ${Math.round(world.took / 1000)} s`);
  }),
);
