import { indented, type Line, linesOf, oneLine } from "../model/line.ts";
import { shellWord } from "../model/shell.ts";
import { painted } from "./paint.ts";
import {
  type Outcome,
  type ScenarioTold,
  type StepTold,
  sentence,
  stoppingStep,
} from "./run/told.ts";
import { marks, measuredInWords, span } from "./run/words.ts";

interface Manner {
  readonly colour: boolean;
  /** How people call swarmspec, for example "swarmspec". */
  readonly command: string;
}

/** A scenario on a terminal: one line, and below it why it failed and what to do next. */
export const scenarioLines = (scenario: ScenarioTold, manner: Manner): readonly Line[] => {
  const { outcome, feature, name, took } = scenario;
  const headline = `${marks[outcome]} ${feature} › ${name}  (${span(took)})`;
  const measured = scenario.before.length === 0 ? [] : [oneLine(`  ${measuredInWords(scenario)}`)];
  return [toned(headline, outcome, manner), ...measured, ...explained(scenario, manner)];
};

/** Why something did not pass that belongs to no scenario. */
export const hookLines = (hook: StepTold, manner: Manner): readonly Line[] => [
  toned(`${marks[hook.outcome]} ${sentence(hook)}: a hook ${hook.outcome}`, hook.outcome, manner),
  ...message(hook),
  ...hint(hook),
];

const explained = (scenario: ScenarioTold, manner: Manner): readonly Line[] => {
  const step = stoppingStep(scenario);
  const { outcome, uri, line } = scenario;
  if (step === undefined) return [];
  const place = oneLine(`  ${uri}:${step.line ?? line}`);
  if (outcome === "skipped") return [oneLine(`  skipped by: ${sentence(step)}`), place];
  const alone = oneLine(
    `  next: ${manner.command} test ${shellWord(`${uri}:${line}`)} runs it alone`,
  );
  const next = step.failure?.hint === undefined ? [alone] : hint(step);
  return [oneLine(`  ${sentence(step)}`), place, ...message(step), ...next];
};

/** In lines: a step may compare what is as long as it likes. */
const longest = 200;

const message = ({ failure }: StepTold): readonly Line[] => {
  const lines = failure === undefined ? [] : linesOf(failure.message.replace(colours, ""));
  const more = lines.length - longest;
  const shown = more > 0 ? [...lines.slice(0, longest), oneLine(`and ${more} more lines`)] : lines;
  return shown.map((line) => (line === "" ? line : indented(line, 4)));
};

// Node colours the differences that it asserts, by what standard error is.
const colours = new RegExp(`${"\x1b"}\\[\\d+m`, "g");

const hint = ({ failure }: StepTold): readonly Line[] =>
  failure?.hint === undefined ? [] : [oneLine(`  next: ${failure.hint}`)];

const toned = (text: string, outcome: Outcome, { colour }: Manner): Line =>
  colour ? painted(oneLine(text), tones[outcome]) : oneLine(text);

const tones = {
  passed: "green",
  failed: "red",
  skipped: "gray",
  unknown: "yellow",
  unfinished: "yellow",
} as const;
