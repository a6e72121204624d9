import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { Then, When } from "@cucumber/cucumber";
import { removeDead } from "../src/cli/workplace.ts";
import { remains } from "../src/nodes/sweep.ts";
import { acts, by, holds } from "./phrase.ts";
import { session } from "./world.ts";

When(
  acts(
    "another run raises {string} and gets {word} on the way",
    "Starts swarmspec up as a process of its own, and sends it the signal as soon as it has made something.",
  ),
  by(async (world, feature: string, signal: string) => {
    const [, cluster] = /swarm "(.+?)"/.exec(await readFile(feature, "utf8")) ?? [];
    assert.ok(cluster, `${feature} names no swarm`);
    await world.cluster();
    const args = ["src/cli/main.ts", "up", feature];
    const child = spawn(process.execPath, args, { stdio: "ignore" });
    const ended = once(child, "exit");
    while (!(await isThere(cluster)) && child.exitCode === null) await wait(20);
    child.kill(signal as NodeJS.Signals);
    const [code] = await ended;
    world.exitCode = code;
  }),
);

When(
  acts("what dead runs left is removed", "Does what swarmspec gc does."),
  by(async () => {
    const { engine } = await session.place();
    await removeDead(engine, () => {});
  }),
);

Then(
  holds("it ends with exit code {int}", "The exit code of the other run."),
  by((world, code: number) => assert.equal(world.exitCode, code)),
);

Then(
  holds(
    "something of {string} is left",
    "The engine has a container, network or volume with the label of that cluster.",
  ),
  by(async (_world, cluster: string) =>
    assert.ok(await isThere(cluster), `nothing of "${cluster}" is left`),
  ),
);

Then(
  holds(
    "nothing of {string} is left",
    "The engine has no container, network or volume with the label of that cluster.",
  ),
  by(async (_world, cluster: string) =>
    assert.ok(!(await isThere(cluster)), `something of "${cluster}" is left`),
  ),
);

const isThere = async (cluster: string): Promise<boolean> => {
  const { engine } = await session.place();
  return (await remains(engine)).some((one) => one.cluster === cluster);
};
