import assert from "node:assert/strict";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { When } from "@cucumber/cucumber";
import { by } from "../../steps/phrase.ts";

When(
  "a join token gets into its {string}",
  by((world, file: string) => {
    const { report, secrets } = world.canaries ?? {};
    const token = secrets?.find((secret) => secret.startsWith("SWMTKN-"));
    assert.ok(report && token, "no join token was noted");
    appendFileSync(join(report, file), token);
  }),
);
