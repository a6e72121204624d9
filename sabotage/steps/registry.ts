import assert from "node:assert/strict";
import { When } from "@cucumber/cucumber";
import type Docker from "dockerode";
import { ranIn } from "../../src/docker/exec.ts";
import type { Fault } from "../../src/fault/fault.ts";
import { containersOf, isPart } from "../../src/nodes/inventory.ts";
import { by } from "../../steps/phrase.ts";
import { session } from "../../steps/world.ts";

When(
  "the registry asks for no {word}",
  by(async (world, what: string) => {
    const { cluster } = await world.cluster();
    const { engine } = await session.place();
    const owner = { cluster: cluster.name, run: cluster.run };
    const seen = (await containersOf(engine, owner)).find((one) => isPart(one, "registry"));
    assert.ok(seen, "the cluster has no registry");
    await session.inflict(without(engine.getContainer(seen.Id), what), cluster.name);
  }),
);

/** What is last in the configuration of each door is what it asks for. */
const asksFor: Readonly<Record<string, string>> = {
  login: "sed -i.asking '/^auth:/,$d' /etc/registry/push.yml",
  certificate: "sed -i.asking '/clientcas:/,$d' /etc/registry/pull.yml",
};

const asBefore = `
for file in pull.yml push.yml; do
  cd /etc/registry
  [ ! -e $file.asking ] || mv $file.asking $file
done`;

const without = (registry: Docker.Container, what: string): Fault => {
  const restarted = async (change: string): Promise<void> => {
    const { code, wrote } = await ranIn(registry, ["sh", "-ec", change]);
    assert.equal(code, 0, wrote);
    await registry.restart({ t: 0 });
    await ranIn(registry, ["bash", "-c", listening]);
  };
  return {
    done: `the registry asks for no ${what}`,
    undone: "the registry asks as it did",
    inflict: () => restarted(asksFor[what] ?? ""),
    undo: () => restarted(asBefore),
  };
};

const listening = `
for try in $(seq 100); do
  (: 3<>/dev/tcp/127.0.0.1/5000 4<>/dev/tcp/127.0.0.1/5001) 2>/dev/null && exit
  sleep 0.1
done`;
