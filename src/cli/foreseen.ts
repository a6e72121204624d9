import { resolve } from "node:path";
import type { IRunOptions } from "@cucumber/cucumber/api";
import type { Envelope, GherkinDocument, Pickle } from "@cucumber/messages";
import type { BadInput } from "../model/errors.ts";
import { linesOf } from "../model/line.ts";
import { syntaxError } from "../spec/gherkin.ts";
import { type SaidScenario, scenariosOf } from "../spec/scenario-steps.ts";
import { matcher } from "../spec/step-match.ts";
import { swarm } from "../spec/swarm-phrases.ts";
import { type Around, print } from "./around.ts";
import { cucumberRun, silent } from "./cucumber-run.ts";
import type { PlacedScenario } from "./scenario-places.ts";

/** A scenario of a run to come. */
export interface ForeseenScenario extends PlacedScenario {
  /** The swarm that it is about; null if none, as it goes through JSON. */
  readonly swarm: string | null;
  readonly pickle: Pickle;
  readonly said: SaidScenario;
}

/** What a run would do, and all that a dry run told of it. */
export interface Foreseen {
  /** In the order in which they are run, and behind them those that are not. */
  readonly scenarios: readonly ForeseenScenario[];
  readonly documents: readonly GherkinDocument[];
  /** What is not Gherkin; then there is nothing else. */
  readonly unreadable: readonly BadInput[];
  readonly messages: readonly Envelope[];
}

/** A dry run tells which phrases and scenarios there are, and runs neither steps nor hooks. */
export const foreseen = async (
  run: IRunOptions,
  around: Pick<Around, "cwd" | "stderr">,
): Promise<Foreseen> => {
  const messages: Envelope[] = [];
  const dry = { ...run, runtime: { ...run.runtime, dryRun: true, parallel: 0 }, formats: unseen };
  let said = "";
  const write = (text: string): void => {
    said += text;
  };
  const stderr = { write };
  await cucumberRun(dry, { ...around, stderr }, (message) => messages.push(message));
  const documents = messages.flatMap(({ gherkinDocument }) => gherkinDocument ?? []);
  const unreadable = messages.flatMap(({ parseError }) =>
    parseError === undefined ? [] : syntaxError(parseError.source.uri ?? "", parseError),
  );
  // What is not Gherkin is told by us; all else, such as the seed of an order, by cucumber.
  if (unreadable.length === 0 && said !== "") print(around.stderr, ...linesOf(said));
  return { documents, messages, scenarios: scenariosIn(documents, messages), unreadable };
};

const scenariosIn = (
  documents: readonly GherkinDocument[],
  messages: readonly Envelope[],
): readonly ForeseenScenario[] => {
  const cases = new Map(
    messages.flatMap(({ testCase }) => (testCase ? [[testCase.id, testCase.pickleId]] : [])),
  );
  const picked = new Set(
    messages.flatMap(({ testCaseStarted }) => cases.get(testCaseStarted?.testCaseId ?? "") ?? []),
  );
  const all = new Map(
    saidBy(documents, messages).map(([pickle, said]) => [
      pickle.id,
      {
        uri: pickle.uri,
        lines: said.lines,
        isPicked: picked.has(pickle.id),
        swarm: swarmOf(pickle),
        ...{ pickle, said },
      },
    ]),
  );
  return [...new Set([...picked, ...all.keys()])].flatMap((id) => all.get(id) ?? []);
};

const saidBy = (
  documents: readonly GherkinDocument[],
  messages: readonly Envelope[],
): readonly (readonly [Pickle, SaidScenario])[] => {
  const pickles = messages.flatMap(({ pickle }) => pickle ?? []);
  const byUri = Map.groupBy(pickles, ({ uri }) => uri);
  return documents.flatMap((document) => {
    const own = byUri.get(document.uri ?? "") ?? [];
    const said = scenariosOf(document, own);
    return own.flatMap((pickle, index) => {
      const scenario = said[index];
      return scenario === undefined ? [] : [[pickle, scenario] as const];
    });
  });
};

const swarmIn = matcher(swarm.expression);

const swarmOf = ({ steps }: Pickle): string | null => {
  const [name = null] = steps.flatMap(({ text }) => swarmIn(text)?.[0] ?? []);
  return name === null ? null : String(name);
};

const unseen = { stdout: silent, files: {}, publish: false as const, options: {} };

/**
 * The pattern by which cucumber finds a file, and hardly another one. A brace or a backslash cannot be said in one,
 * so any character may stand there; what else is found so is not chosen.
 */
export const patternOf = (file: string, cwd: string): string =>
  resolve(cwd, file)
    .replace(/[[\]()*?@:]/g, "[$&]")
    .replace(/[{}\\]/g, "?");
