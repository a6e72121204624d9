import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { text } from "node:stream/consumers";
import { After, type DataTable, Then, When } from "@cucumber/cucumber";
import { acts, by, holds } from "./phrase.ts";
import { type SwarmWorld, session } from "./world.ts";

When(
  "somebody runs these commands on {string}, one after the other",
  acts(
    "Runs swarmspec as a process of its own per row, on a copy of the file; CLUSTER is a name of its own, also in the feature.",
  ),
  by(async (world, feature: string, rows: DataTable) => {
    await session.place();
    const own = ownCopy(feature);
    world.byHand = own;
    for (const { command = "", exit, says = "" } of rows.hashes()) {
      session.signal.throwIfAborted();
      const ended = await run(command, own);
      const wanted = { exit: Number(exit), says: says.replaceAll("CLUSTER", own.cluster) };
      world.commands = [...world.commands, { command, wanted, ...ended }];
    }
  }),
);

Then(
  "each of them ended and spoke as the table says",
  holds("Compares exit codes, and looks for the words in what the command wrote to both streams."),
  by((world) => {
    assert.ok(world.commands.length > 0, "nothing was run");
    for (const { command, wanted, code, said } of world.commands) {
      assert.equal(code, wanted.exit, `exit code of ${command}, which said:\n${said}`);
      assert.ok(said.includes(wanted.says), `${command} did not say "${wanted.says}":\n${said}`);
    }
  }),
);

/** A feature for one process alone: clusters that are kept are told apart by their names. */
const ownCopy = (feature: string) => {
  const cluster = `by-hand-${process.pid}`;
  const folder = mkdtempSync(join(tmpdir(), "swarmspec-by-hand-"));
  const path = join(folder, basename(feature));
  writeFileSync(
    path,
    readFileSync(feature, "utf8").replace('swarm "by-hand"', `swarm "${cluster}"`),
  );
  return { cluster, folder, path };
};

type Own = ReturnType<typeof ownCopy>;

const run = async (command: string, { cluster, folder, path }: Own) => {
  const args = command.replaceAll("FEATURE", path).replaceAll("CLUSTER", cluster).split(" ");
  const named = ["status", "env", "reset", "fault", "down"].includes(args[0] ?? "")
    ? ["--cluster", cluster]
    : [];
  const report = ["start", "test"].includes(args[0] ?? "") ? ["--report", folder] : [];
  const child = spawn(process.execPath, ["src/cli/main.ts", ...args, ...named, ...report]);
  const [out, err, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.once("close", resolve)),
  ]);
  return { code, said: `${out}${err}` };
};

After(async function (this: SwarmWorld) {
  if (this.byHand === undefined) return;
  await run("down", this.byHand);
  rmSync(this.byHand.folder, { recursive: true });
});
