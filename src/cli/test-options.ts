import type { IConfiguration } from "@cucumber/cucumber/api";
import { type Command, InvalidArgumentError, Option } from "commander";
import { refusedFlags } from "./refused-settings.ts";

/** What `swarmspec test` may be told: its own, and by cucumber's names what cucumber-js takes. */
export interface TestOptions {
  readonly report?: string;
  /** Requests a second of each client to each node, in watches whose phrase says none. */
  readonly rate?: number;
  readonly backtrace?: boolean;
  readonly config?: string;
  readonly dryRun?: boolean;
  readonly failFast?: boolean;
  readonly format?: readonly string[];
  readonly formatOptions?: Json;
  readonly import?: readonly string[];
  readonly language?: string;
  readonly loader?: readonly string[];
  readonly name?: readonly string[];
  readonly order?: string;
  readonly plugin?: readonly string[];
  readonly pluginOptions?: Json;
  readonly profile?: readonly string[];
  readonly require?: readonly string[];
  readonly requireModule?: readonly string[];
  readonly shard?: string;
  readonly tags?: readonly string[];
  readonly worldParameters?: Json;
}

type Json = Readonly<Record<string, unknown>>;

/** Adds them to the command. */
export const withTestOptions = (command: Command): Command => {
  command
    .option(
      "-t, --tags <expression>",
      "only the scenarios with these tags (repeatable: all of them)",
      collected,
    )
    .option(
      "--name <regexp>",
      "only the scenarios with such a name (repeatable: any of them)",
      collected,
    )
    .option("--report <folder>", "where the report goes", "report")
    .option(
      "--rate <number>",
      "requests a second of each client to each node, where a phrase says none (default: 10)",
      rate,
    )
    .option("-d, --dry-run", "only check that all of it could be run")
    .option("--fail-fast", "skip what is left once a scenario has failed")
    .option("--order <type[:seed]>", "of the scenarios: defined, reverse or random")
    .option("-p, --profile <name>", "of cucumber's configuration (repeatable)", collected)
    .option("-c, --config <file>", "cucumber's configuration")
    .option(
      "-f, --format <type:file>",
      "one more report of cucumber's, into a file (repeatable)",
      collected,
    )
    .option("--format-options <json>", "for these", json)
    .option(
      "-i, --import <path>",
      "steps, besides those that cucumber.js names (repeatable)",
      collected,
    )
    .option("-r, --require <path>", "the same, as CommonJS (repeatable)", collected)
    .option("--require-module <module>", "loaded before them (repeatable)", collected)
    .option("-l, --loader <module>", "registered before them (repeatable)", collected)
    .option("--language <name>", "of features that do not say their own")
    .option("--shard <index/total>", "only this part of the scenarios")
    .option("--plugin <module>", "of cucumber's (repeatable)", collected)
    .option("--plugin-options <json>", "for these", json)
    .option("-b, --backtrace", "with cucumber's own frames in stack traces")
    .option("--world-parameters <json>", "for steps of your own", json)
    .option("--strict", "as it always is");
  for (const [flags, why] of Object.entries(refusedFlags)) command.addOption(refusing(flags, why));
  return command;
};

const refusing = (flags: string, why: string): Option =>
  new Option(flags).hideHelp().argParser(() => {
    throw new InvalidArgumentError(`It is not taken here: ${why}.`);
  });

/** The same for cucumber. */
export const providedBy = (options: TestOptions): Partial<IConfiguration> => {
  const {
    tags = [],
    report: _,
    rate: _rate,
    config: _file,
    profile: _profile,
    dryRun: _dry,
    ...others
  } = options;
  const [one, another] = tags;
  const all = another === undefined ? one : tags.map((each) => `(${each})`).join(" and ");
  return { ...(others as Partial<IConfiguration>), ...(all !== undefined && { tags: all }) };
};

const collected = (text: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  text,
];

const rate = (text: string): number => {
  const number = Number(text);
  if (number > 0 && number <= 1000) return number;
  throw new InvalidArgumentError("It is no number above 0, and at most 1000.");
};

const json = (text: string, before: Json = {}): Json => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return { ...before, ...value };
  } catch {
    // Told below.
  }
  throw new InvalidArgumentError("It is no JSON object.");
};
