import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { After, Then, When } from "@cucumber/cucumber";
import { ranIn } from "../src/docker/exec.ts";
import { demultiplexed } from "../src/docker/logs.ts";
import type { NodeAddress } from "../src/model/cluster.ts";
import { clusterPhrases } from "../src/spec/phrases.ts";
import { containersOf } from "./inside.ts";
import { acts, by, holds } from "./phrase.ts";
import { type SwarmWorld, session } from "./world.ts";

When(
  "the engine of every node logs what it is asked",
  acts("Puts the engines of the nodes into debug mode until the scenario ends."),
  by(async (world) => {
    const { cluster } = await world.cluster();
    // No fault: those are undone before a cluster is applied.
    world.debugged = cluster.nodes;
    for (const node of cluster.nodes) await debug(node, true);
  }),
);

When(
  "a stack {string} is described with a config of {int} bytes and a secret of {int} bytes",
  acts(
    "Adds the stack to the description of the cluster; its one service mounts both. Each begins with a word that is nowhere else.",
  ),
  by((world, stack: string, config: number, secret: number) => {
    const folder = mkdtempSync(join(tmpdir(), "swarmspec-large-"));
    const words = { config: randomUUID(), secret: randomUUID() };
    world.large = { folder, stack, words, bytes: { config, secret } };
    writeFileSync(join(folder, "config"), words.config.padEnd(config, "."));
    writeFileSync(join(folder, "secret"), words.secret.padEnd(secret, "."));
    writeFileSync(join(folder, "large.yml"), stackFile);
    const phrase = clusterPhrases.find(({ expression }) => expression === onStackFile);
    assert.ok(phrase, "the phrase for a stack is another");
    const place = { file: world.feature };
    world.say(phrase, { args: [stack, join(folder, "large.yml")], rows: undefined, place });
  }),
);

Then(
  "both reach its containers whole, and no engine has logged a secret or an address with more than its query",
  holds(
    "Counts the bytes in each container, and looks in the engines' logs for secrets of the stack, the swarm and the cluster, and at the addresses of what was made.",
  ),
  by(async (world) => {
    const { large } = world;
    assert.ok(large, "no stack was described so");
    const wanted = `${large.bytes.config}\n${large.bytes.secret}\n`;
    for (const { node, container } of await containersOf(world, `${large.stack}_web`)) {
      const { wrote } = await ranIn(container, [
        "sh",
        "-c",
        "wc -c < /large; wc -c < /run/secrets/large",
      ]);
      assert.equal(wrote, wanted, `bytes on ${node}`);
    }
    const logs = await logsOf(world);
    assert.match(
      logs,
      /Calling POST \S*\/secrets\/create/,
      "no engine has logged what it was asked",
    );
    assert.deepEqual(logs.match(/Calling POST \S*\/create\?[^"\s]*/g) ?? [], [], "addresses");
    for (const [index, secret] of (await secretsOf(world)).entries())
      for (const form of [secret, Buffer.from(secret).toString("base64").slice(0, -4)])
        assert.ok(!logs.includes(form), `a log holds the secret number ${index + 1}`);
  }),
);

const onStackFile = "a stack {string} on stack file(s) {string}";

const stackFile = `
services:
  web:
    image: registry:5000/web
    command: [sleep, "3600"]
    stop_grace_period: 0s
    configs: [{ source: large, target: /large }]
    secrets: [large]
    deploy: { update_config: { monitor: 1s } }
configs: { large: { file: ./config } }
secrets: { large: { file: ./secret } }
`;

const debug = async ({ container }: NodeAddress, isOn: boolean): Promise<void> => {
  const { engine } = await session.place();
  const put = `echo '{"debug": ${isOn}}' > /etc/docker/daemon.json && kill -HUP 1`;
  const { code, wrote } = await ranIn(engine.getContainer(container), ["sh", "-c", put]);
  assert.equal(code, 0, wrote);
};

const logsOf = async (world: SwarmWorld): Promise<string> => {
  const { cluster } = await world.cluster();
  const { engine } = await session.place();
  const logs = cluster.nodes.map(({ container }) =>
    engine.getContainer(container).logs({ stdout: true, stderr: true }),
  );
  return (await Promise.all(logs)).map(demultiplexed).join("\n");
};

const secretsOf = async (world: SwarmWorld): Promise<readonly string[]> => {
  const { cluster } = await world.cluster();
  const { JoinTokens } = await (await world.manager()).swarmInspect();
  const { engines, served, pusher, relay } = cluster.credentials;
  const keys = [engines.caKey, engines.key, served.caKey, served.key];
  return [
    world.large?.words.secret ?? "",
    ...[JoinTokens.Manager, JoinTokens.Worker, pusher.password, relay.password],
    ...keys.map((key) => key.split("\n")[1] ?? ""),
  ];
};

After(async function (this: SwarmWorld) {
  for (const node of this.debugged) await debug(node, false);
  if (this.large !== undefined) rmSync(this.large.folder, { recursive: true, force: true });
});
