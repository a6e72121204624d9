import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { Then, When } from "@cucumber/cucumber";
import { removeDead } from "../src/cli/workplace.ts";
import { processOf } from "../src/host/run-id.ts";
import { remains } from "../src/nodes/sweep.ts";
import { acts, by, holds } from "./phrase.ts";
import { session } from "./world.ts";

When(
  "another run raises {string} and gets {word} on the way",
  acts(
    "Starts swarmspec up as a process of its own, and sends it the signal as soon as it has made something.",
  ),
  by(async (world, feature: string, signal: string) => {
    await world.cluster();
    const args = ["src/cli/main.ts", "up", feature];
    const child = spawn(process.execPath, args, { stdio: "ignore" });
    const ended = once(child, "exit");
    world.other = child.pid;
    try {
      while (!(await isLeft(child.pid)) && child.exitCode === null) await wait(20);
      child.kill(signal as NodeJS.Signals);
      const [code] = await ended;
      world.exitCode = code;
    } finally {
      child.kill("SIGKILL");
    }
  }),
);

When(
  "what dead runs left is removed",
  acts("Does what swarmspec gc does."),
  by(async () => {
    const { engine } = await session.place();
    await removeDead(engine, () => {});
  }),
);

Then(
  "it ends with exit code {int}",
  holds("The exit code of the other run."),
  by((world, code: number) => assert.equal(world.exitCode, code)),
);

Then(
  "something of it is left",
  holds("The engine has a container, network or volume that it made."),
  by(async (world) => assert.ok(await isLeft(world.other), "nothing of the other run is left")),
);

Then(
  "nothing of it is left",
  holds("The engine has no container, network or volume that it made."),
  by(async (world) =>
    assert.ok(!(await isLeft(world.other)), "something of the other run is left"),
  ),
);

/** By its process: a run beside ours may raise a cluster of the same name. */
const isLeft = async (pid: number | undefined): Promise<boolean> => {
  assert.ok(pid, "no other run was started");
  const { engine } = await session.place();
  return (await remains(engine)).some(({ run }) => processOf(run) === pid);
};
