import { create } from "xmlbuilder2";
import {
  type FailureTold,
  type Outcome,
  type RunTold,
  reason,
  type ScenarioTold,
  type StepTold,
  scenariosOf,
  sentence,
  stoppingStep,
} from "./run/told.ts";
import { measuredInWords, verdictWords } from "./run/words.ts";

/** A run as JUnit XML, for whatever reads such of a CI job. It says the same as the verdict, also of a run that broke off. */
export const junit = (run: RunTold): string => {
  const scenarios = scenariosOf(run);
  const cases = [
    ...scenarios.map((scenario) => caseOf(scenario, nameIn(scenarios, scenario))),
    ...run.hooks.map(hookCase),
  ];
  const all = [...cases, ...(isTold(run, cases) ? [] : [wholeRun(run)])];
  const suite = { ...totals(run, all), testcase: all };
  return `${create({ version: "1.0", invalidCharReplacement: "\ufffd" }, { testsuite: suite }).end({ prettyPrint: true })}\n`;
};

type Attributes = Readonly<Record<`@${string}`, string | number>>;

/** As JUnit has it: what failed was judged, what is an error did not come to be judged. */
interface Case {
  readonly "@name": string;
  readonly "@classname": string;
  readonly "@time": number;
  readonly failure?: Attributes & { readonly "#": string };
  readonly error?: Attributes;
  readonly skipped?: Attributes;
  readonly "system-out"?: string;
}

const caseOf = (scenario: ScenarioTold, name: string): Case => ({
  "@name": name,
  "@classname": scenario.feature,
  "@time": scenario.took / 1000,
  ...outcomeOf(scenario.outcome, stoppingStep(scenario)),
  "system-out": [
    ...scenario.steps.map((step) => `${step.outcome}: ${sentence(step)}`),
    ...(scenario.before.length > 0 ? [measuredInWords(scenario)] : []),
  ].join("\n"),
});

const hookCase = (hook: StepTold): Case => ({
  "@name": `${sentence(hook)}: a hook`,
  "@classname": "hooks",
  "@time": hook.took / 1000,
  ...outcomeOf(hook.outcome, hook),
});

const outcomeOf = (outcome: Outcome, step: StepTold | undefined): Partial<Case> => {
  const message = step === undefined ? outcome : `${sentence(step)}: ${reason(step)}`;
  switch (outcome) {
    case "passed":
      return {};
    case "skipped":
      return { skipped: { "@message": message } };
    case "unknown":
    case "unfinished":
      return { error: { "@message": message } };
    case "failed":
      return { failure: { "@message": message, "#": whole(step?.failure) } };
  }
};

const whole = (failure: FailureTold | undefined): string =>
  [failure?.whole, failure?.hint && `next: ${failure.hint}`].filter(Boolean).join("\n");

/** Of cases with one name some readers show one alone, and an outline's examples have one name. */
const nameIn = (
  all: readonly ScenarioTold[],
  { name, feature, uri, line }: ScenarioTold,
): string =>
  all.filter((one) => one.name === name && one.feature === feature).length > 1
    ? `${name} (${uri}:${line})`
    : name;

/** Whether the cases alone say that the run has not passed. */
const isTold = ({ verdict }: RunTold, cases: readonly Case[]): boolean =>
  verdict === "passed" ||
  ((verdict === "failed" || verdict === "unknown") &&
    cases.some(({ failure, error }) => failure ?? error)) ||
  (verdict === "skipped" && cases.some(({ skipped }) => skipped));

const wholeRun = ({ verdict, took = 0 }: RunTold): Case => ({
  "@name": "the whole run",
  "@classname": "swarmspec",
  "@time": took / 1000,
  error: { "@message": verdictWords[verdict] },
});

const totals = ({ began, took = 0 }: RunTold, cases: readonly Case[]): Attributes => ({
  "@name": "swarmspec",
  "@tests": cases.length,
  "@failures": cases.filter(({ failure }) => failure).length,
  "@errors": cases.filter(({ error }) => error).length,
  "@skipped": cases.filter(({ skipped }) => skipped).length,
  "@time": took / 1000,
  ...(began !== undefined && { "@timestamp": new Date(began).toISOString() }),
});
