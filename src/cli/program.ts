import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { oneLine } from "../model/line.ts";
import { type Around, print } from "./around.ts";
import type { Bare, Showing } from "./cluster-file.ts";
import { type TestOptions, withTestOptions } from "./test-options.ts";
import { version } from "./version.ts";

/** Runs one command line; returns its exit code. Each command's own code is loaded only when it is called. */
export const runProgram = async (argv: readonly string[], around: Around): Promise<number> => {
  let code = 0;
  const program = build(around, (exit) => {
    code = exit;
  });
  try {
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
};

interface Options extends Bare, Showing {
  readonly cluster?: string;
  readonly for?: string;
  readonly json?: boolean;
  readonly keep?: boolean;
  readonly prune?: boolean;
  readonly report?: string;
  readonly resolve?: "always" | "never";
  readonly watch?: boolean;
}

const build = (around: Around, ends: (code: number) => void): Command => {
  const program = new Command("swarmspec")
    .description(
      "Executable specifications for Docker Swarm: brings a described swarm up, and proves it.",
    )
    .version(version())
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => around.stdout.write(text),
      writeErr: (text) => around.stderr.write(text),
      // What was typed may be the name of a file that somebody else has chosen.
      outputError: (text) =>
        print(around.stderr, oneLine(text.trim().replace("\n(Did you mean", " (Did you mean"))),
    })
    .exitOverride();

  const onFeatures = (name: string, does: string): Command =>
    program
      .command(name)
      .description(does)
      .argument("[feature...]", "feature files or folders; features if none is named");
  const onStackFiles = (name: string, does: string): Command =>
    program
      .command(name)
      .description(does)
      .argument("[feature or stack file...]", "features if none is named")
      .option("--name <name>", "of the cluster and its stack, where no feature names them")
      .option("--managers <n>", "nodes of a cluster without a feature (default 1)", whole)
      .option("--images <folder>", "what registry:5000 holds, where no feature says it")
      .option("--env-file <file>", "variables for the stack files", collected);
  const onSwarm = (name: string, does: string): Command =>
    onStackFiles(name, does)
      .option("--no-prune", "leave what is no longer declared")
      .option(...showValues)
      .addOption(
        new Option("--resolve <when>", "ask the registry for digests of images")
          .choices(["always", "never"])
          .default("always"),
      );
  const onCluster = (command: Command): Command =>
    command.option("--cluster <name>", "the cluster that is meant, if several are up");

  onFeatures("start", "up, probe, report and down again: the whole way once")
    .option("--keep", "leave the cluster running")
    .option("--report <folder>", "where the report goes", "report")
    .option(...showValues)
    .action(async (paths: string[], options: Options) =>
      ends(await (await import("./start.ts")).start(paths, around, options)),
    );
  const waiting = (command: Command): Command =>
    command.option("--wait", "until another one who changes the cluster is done");

  waiting(onSwarm("up", "make nodes, swarm and services, and leave them running")).action(
    async (paths: string[], options: Options) =>
      ends(await (await import("./up.ts")).up(paths, around, options)),
  );
  onSwarm("plan", "print what apply would do and why; exits with 3 if that is anything")
    .option("--json", "one JSON document on standard output")
    .action(async (paths: string[], options: Options) =>
      ends(await (await import("./converging.ts")).plan(paths, around, options)),
    );
  waiting(onSwarm("apply", "converge a swarm that is up")).action(
    async (paths: string[], options: Options) =>
      ends(await (await import("./converging.ts")).apply(paths, around, options)),
  );
  onCluster(
    program
      .command("reset")
      .description("put a tenant's demo data back to their seed, by its job of that name")
      .argument("<tenant>", "for example bearded"),
  ).action(async (tenant: string, options: Options) =>
    ends(await (await import("./reset.ts")).reset(tenant, around, options)),
  );
  onFeatures("probe", "ask every node for every tenant, as every client")
    .option("--watch", "go on until interrupted")
    .option("--json", "one JSON object a line on standard output, per request")
    .action(async (paths: string[], options: Options) =>
      ends(await (await import("./probe.ts")).probe(paths, around, options)),
    );
  withTestOptions(
    onFeatures("test", "run the scenarios, or that at FILE:LINE, with a report"),
  ).action(async (paths: string[], options: TestOptions) =>
    ends(await (await import("./features.ts")).runFeatures(paths, around, options)),
  );
  onCluster(program.command("status").description("say what is up, and where"))
    .option("--json", "one JSON document on standard output")
    .action(async (options: Options) =>
      ends(await (await import("./status.ts")).status(around, options)),
    );
  onCluster(
    program
      .command("env")
      .description("print shell exports with which the docker CLI talks to a node")
      .argument("<node>", "for example node-01"),
  ).action(async (node: string, options: Options) =>
    ends(await (await import("./env.ts")).printEnv(node, around, options)),
  );
  onCluster(
    program
      .command("fault")
      .description("break something, and put it right again at the end; Ctrl-C ends it too")
      .argument("<kind>", "kill, pause, cut-private, cut-public, drain or kill-task")
      .argument("<node>", "for example node-01, or leader; for kill-task a service")
      .option("--for <span>", "how long, for example 30s; without it until Ctrl-C"),
  ).action(async (kind: string, target: string, options: Options) =>
    ends(await (await import("./fault.ts")).fault({ kind, target, ...options }, around)),
  );
  onCluster(onStackFiles("down", "remove the cluster that up left running")).action(
    async (paths: string[], options: Options) =>
      ends(await (await import("./down.ts")).down(paths, around, options)),
  );
  program
    .command("gc")
    .description("remove what dead runs left")
    .action(async () => ends(await (await import("./down.ts")).gc(around)));
  program
    .command("doctor")
    .description("say what this machine can and cannot do, and what follows")
    .option("--json", "one JSON document on standard output")
    .action(async (options: Options) =>
      ends(await (await import("./doctor.ts")).doctor(around, options)),
    );
  return program;
};

const showValues = [
  "--show-values",
  "show the values of variables, and what looks like a secret",
] as const;

const whole = (text: string): number => {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It is not a number of nodes.");
};

const collected = (text: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  text,
];
