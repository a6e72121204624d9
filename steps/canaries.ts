import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { After, Then, When } from "@cucumber/cucumber";
import { anyManager } from "../src/cli/managers.ts";
import { processOf } from "../src/host/run-id.ts";
import { readCluster } from "../src/nodes/inventory.ts";
import { remains } from "../src/nodes/sweep.ts";
import { acts, by, holds } from "./phrase.ts";
import { type SwarmWorld, session } from "./world.ts";

When(
  "the scenarios of {string} are run with a canary in every secret",
  acts(
    "Runs swarmspec test as a process of its own, and notes what is secret of its cluster while that is up: the contents of secrets, what variables hold, what stack files hold in forms that look secret, the swarm's join tokens, the private keys, and the passwords of the registry and of the clients' relays.",
  ),
  by(async (world, feature: string) => {
    const { engine } = await session.place();
    const report = mkdtempSync(join(tmpdir(), "swarmspec-canaries-"));
    const variables = Object.fromEntries(
      variableNames.map((name) => [name, `canary-${randomUUID()}`]),
    );
    const planted = [...Object.values(variables), ...written()];
    const child = spawn(
      process.execPath,
      ["src/cli/main.ts", "test", feature, "--report", report],
      { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...variables } },
    );
    world.canaries = { report, secrets: planted, said: "" };
    const stop = () => child.kill("SIGTERM");
    session.signal.addEventListener("abort", stop, { once: true });
    const said = Promise.all([text(child.stdout), text(child.stderr)]);
    const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
    const secrets = await secretsOf(child.pid, engine, () => child.exitCode !== null);
    world.exitCode = await ended;
    session.signal.removeEventListener("abort", stop);
    world.canaries = { report, secrets: [...planted, ...secrets], said: (await said).join("\n") };
  }),
);

Then(
  "it is red, and neither its report nor its console holds one of these {int} secrets",
  holds(
    "Looks for each as it is, without line breaks, and in base64, in every file of the report and in what was said.",
  ),
  by((world, count: number) => {
    assert.ok(world.canaries, "nothing was run");
    const { report, secrets, said } = world.canaries;
    assert.equal(world.exitCode, 1, `exit code of the run, which said:\n${said}`);
    assert.equal(new Set(secrets).size, count, "secrets that were noted");
    const files = filesIn(report);
    assert.ok(
      files.some(({ name }) => name.endsWith("index.html")),
      "there is no report",
    );
    for (const { name, content } of [{ name: "the console", content: said }, ...files])
      for (const [index, secret] of secrets.entries())
        for (const form of formsOf(secret))
          assert.ok(!content.includes(form), `${name} holds the secret number ${index + 1}`);
  }),
);

/** Those that the stack files of the scenarios name. */
const variableNames = ["CANARY", "CANARY_PLAIN", "CANARY_PASSED", "CANARY_ARGUMENT", "CANARY_TAG"];

/** Those that stand in the files. */
const written = (): readonly string[] =>
  ["canaries.yml", "canaries.env"].flatMap(
    (name) => readFileSync(join("fixtures/stacks", name), "utf8").match(/canary-in-[a-z-]+/g) ?? [],
  );

/** Asked again and again, as the cluster comes up in the run's own time. */
const secretsOf = async (
  pid: number | undefined,
  engine: Awaited<ReturnType<typeof session.place>>["engine"],
  isOver: () => boolean,
): Promise<readonly string[]> => {
  while (!isOver()) {
    session.signal.throwIfAborted();
    const own = (await remains(engine)).find(({ run }) => processOf(run) === pid);
    const secrets = own && (await readSecrets(engine, own).catch(() => undefined));
    if (secrets !== undefined) return secrets;
    await wait(200);
  }
  return [];
};

const readSecrets = async (
  engine: Parameters<typeof readCluster>[0],
  owner: Parameters<typeof readCluster>[1],
): Promise<readonly string[]> => {
  const cluster = await readCluster(engine, owner);
  const { JoinTokens } = await (await anyManager(cluster)).engine.swarmInspect();
  const { engines, served, pusher, relay } = cluster.credentials;
  const keys = [
    engines.caKey,
    engines.key,
    served.caKey,
    served.key,
    pusher.password,
    relay.password,
  ];
  return [JoinTokens.Manager, JoinTokens.Worker, ...keys];
};

/** A key is found by any line of it too. */
const formsOf = (secret: string): readonly string[] => {
  const lines = secret.split("\n").filter((line) => line !== "" && !line.startsWith("-----"));
  return [...lines, lines.join(""), Buffer.from(secret).toString("base64")];
};

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => ({
      name: join(parentPath, name),
      content: readFileSync(join(parentPath, name), "utf8"),
    }));

After(function (this: SwarmWorld) {
  if (this.canaries !== undefined) rmSync(this.canaries.report, { recursive: true, force: true });
});
