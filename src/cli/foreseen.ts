import { resolve } from "node:path";
import { Writable } from "node:stream";
import { type IRunOptions, runCucumber } from "@cucumber/cucumber/api";
import type { Pickle } from "@cucumber/messages";
import { Query } from "@cucumber/query";
import { matcher } from "../spec/step-match.ts";
import { swarm } from "../spec/swarm-phrases.ts";
import type { PlacedScenario } from "./scenario-places.ts";

/** A scenario of a run to come. */
export interface ForeseenScenario extends PlacedScenario {
  /** The swarm that it is about; null if none, as it goes through JSON. */
  readonly swarm: string | null;
}

/** What a run would do: a dry run tells which phrases and scenarios there are, and runs neither steps nor hooks. */
export const foreseen = async (run: IRunOptions, cwd: string) => {
  const query = new Query();
  const dry = { ...run, runtime: { ...run.runtime, dryRun: true }, formats: unseen };
  await runCucumber(dry, { cwd, stdout: nowhere() }, (message) => query.update(message));
  const started = query.findAllTestCaseStarted().flatMap((one) => query.findPickleBy(one) ?? []);
  const isPicked = new Set(started.map(({ id }) => id));
  const scenario = (pickle: Pickle): ForeseenScenario => ({
    uri: pickle.uri,
    lines: linesOf(query, pickle),
    isPicked: isPicked.has(pickle.id),
    swarm: swarmOf(pickle),
  });
  return {
    phrases: query.findAllStepDefinitions().map(({ pattern }) => pattern.source),
    /** In the order in which they are run, and behind them those that are not. */
    scenarios: [...new Set([...started, ...query.findAllPickles()])].map(scenario),
  };
};

const linesOf = (query: Query, pickle: Pickle): readonly number[] => {
  const { scenario, example } = query.findLineageBy(pickle) ?? {};
  return [scenario, example].flatMap((one) => one?.location.line ?? []);
};

const swarmIn = matcher(swarm.expression);

const swarmOf = ({ steps }: Pickle): string | null => {
  const [name = null] = steps.flatMap(({ text }) => swarmIn(text)?.[0] ?? []);
  return name === null ? null : String(name);
};

const unseen = { stdout: "message", files: {}, publish: false as const, options: {} };

export const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

/**
 * The pattern by which cucumber finds a file, and hardly another one. A brace or a backslash cannot be said in one,
 * so any character may stand there; what else is found so is not chosen.
 */
export const patternOf = (file: string, cwd: string): string =>
  resolve(cwd, file)
    .replace(/[[\]()*?@:]/g, "[$&]")
    .replace(/[{}\\]/g, "?");
