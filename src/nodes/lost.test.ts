import assert from "node:assert/strict";
import { test } from "node:test";
import type Docker from "dockerode";
import { lostNodes, toldLost } from "./lost.ts";

const engineWith = (states: Readonly<Record<string, string>>): Docker =>
  ({
    listContainers: async () => Object.entries(states).map(([Id, State]) => ({ Id, State })),
  }) as unknown as Docker;

const nodes = [1, 2, 3, 4].map((n) => ({
  ...{ name: `node-0${n}`, container: `c${n}`, address: "", public: "", private: "" },
}));

test("a node whose container has stopped, is frozen or is gone is lost, and up brings it back", async () => {
  const engine = engineWith({ c1: "running", c2: "exited", c3: "paused" });
  assert.deepEqual(toldLost(await lostNodes(engine, { name: "tuleap", run: "r", nodes })), [
    "node-02 does not run: swarmspec up brings it back",
    "node-03 is frozen: swarmspec up brings it back",
    "node-04 is gone: swarmspec up brings it back",
  ]);
});
