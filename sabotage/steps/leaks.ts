import assert from "node:assert/strict";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { When } from "@cucumber/cucumber";
import { by } from "../../steps/phrase.ts";
import type { SwarmWorld } from "../../steps/world.ts";

When(
  "a join token gets into its {string}",
  by((world, file: string) => leak(world, file, "SWMTKN-")),
);

When(
  "the value of a variable gets into its {string}",
  by((world, file: string) => leak(world, file, "canary-")),
);

const leak = ({ canaries }: SwarmWorld, file: string, begin: string): void => {
  const secret = canaries?.secrets.find((one) => one.startsWith(begin));
  assert.ok(canaries && secret, `nothing was noted that begins with ${begin}`);
  appendFileSync(join(canaries.report, file), secret);
};
