import assert from "node:assert/strict";
import { test } from "node:test";
import { clusterOn, webStack } from "./test-feature.ts";

const publishing = (ports: string) => () =>
  clusterOn(webStack.replace("    networks:", `    ports: ${ports}\n    networks:`));

test("ports that are there twice are told by their numbers in the list, however they are written", () => {
  for (const ports of [
    "[81, 82, 81]",
    '["81:80", 9, "81:80"]',
    "[{target: 1, mode: host}, 2, {mode: host, target: 1}]",
  ])
    assert.throws(publishing(ports), {
      message:
        /:4:\d+: services\.web\.ports: must say nothing twice, but entries 1 and 3 are the same$/,
    });
});

test("a number and the same as a text are two ports to the schema, as they are to Docker's", () => {
  assert.equal(publishing('[81, "81"]')().services[0]?.ports.length, 2);
});
