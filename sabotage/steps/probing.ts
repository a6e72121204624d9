import assert from "node:assert/strict";
import { When } from "@cucumber/cucumber";
import { clock } from "../../src/cli/clock.ts";
import type { Watch } from "../../src/cli/watching.ts";
import { seconds } from "../../src/model/units.ts";
import { by } from "../../steps/phrase.ts";
import { type SwarmWorld, session } from "../../steps/world.ts";

When(
  "the prober is killed after {int} second(s)",
  by(async (world, span: number) => {
    await clock.sleep(seconds(span), session.signal);
    process.kill(proberOf(world), "SIGKILL");
  }),
);

When(
  "the prober stands still for {int} second(s) from the next one on",
  by((world, span: number) => {
    const pid = proberOf(world);
    setTimeout(() => process.kill(pid, "SIGSTOP"), seconds(1));
    setTimeout(() => process.kill(pid, "SIGCONT"), seconds(1 + span));
  }),
);

When(
  "nobody has asked {string}, though it was to be asked",
  by((world, name: string) => {
    const watch = watchOf(world);
    const end: Watch["end"] = async () => {
      const history = await watch.end();
      return { ...history, attempts: history.attempts.filter(({ node }) => node !== name) };
    };
    world.watch = { ...watch, end };
  }),
);

const watchOf = ({ watch }: SwarmWorld): Watch => {
  assert.ok(watch, "nobody keeps asking");
  return watch;
};

const proberOf = (world: SwarmWorld): number => {
  const { pid } = watchOf(world);
  assert.ok(pid, "the prober has no process");
  return pid;
};
