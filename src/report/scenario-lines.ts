import { stripVTControlCharacters, styleText } from "node:util";
import {
  type Outcome,
  type ScenarioTold,
  type StepTold,
  sentence,
  stoppingStep,
} from "./run/told.ts";
import { marks, span } from "./run/words.ts";

interface Manner {
  readonly colour: boolean;
  /** How people call swarmspec, for example "swarmspec". */
  readonly command: string;
}

/** A scenario on a terminal: one line, and below it why it failed and what to do next. */
export const scenarioLines = (scenario: ScenarioTold, manner: Manner): readonly string[] => {
  const { outcome, feature, name, took } = scenario;
  const headline = `${marks[outcome]} ${feature} › ${name}  (${span(took)})`;
  return [painted(headline, outcome, manner), ...explained(scenario, manner)];
};

/** Why something did not pass that belongs to no scenario. */
export const hookLines = (hook: StepTold, manner: Manner): readonly string[] => [
  painted(`${marks[hook.outcome]} ${sentence(hook)}: a hook ${hook.outcome}`, hook.outcome, manner),
  ...message(hook),
  ...hint(hook),
];

const explained = (scenario: ScenarioTold, manner: Manner): readonly string[] => {
  const step = stoppingStep(scenario);
  const { outcome, uri, line } = scenario;
  if (step === undefined) return [];
  const place = `  ${uri}:${step.line ?? line}`;
  if (outcome === "skipped") return [`  skipped by: ${sentence(step)}`, place];
  const alone = `  next: ${manner.command} test ${uri}:${line} runs it alone`;
  const next = step.failure?.hint === undefined ? [alone] : hint(step);
  return [`  ${sentence(step)}`, place, ...message(step), ...next];
};

const message = ({ failure }: StepTold): readonly string[] =>
  failure === undefined ? [] : linesOf(failure.message).map((line) => `    ${line}`.trimEnd());

const hint = ({ failure }: StepTold): readonly string[] =>
  failure?.hint === undefined ? [] : linesOf(`next: ${failure.hint}`).map((line) => `  ${line}`);

/** Others' text must not move the cursor or colour what follows. */
const linesOf = (text: string): readonly string[] =>
  stripVTControlCharacters(text).trim().split("\n");

const painted = (text: string, outcome: Outcome, { colour }: Manner): string =>
  colour ? styleText(styles[outcome], text, { validateStream: false }) : text;

const styles = { passed: "green", failed: "red", skipped: "gray", unfinished: "yellow" } as const;
