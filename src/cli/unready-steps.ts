import type { Envelope, PickleStep, TestStep } from "@cucumber/messages";
import { BadInput, type Place } from "../model/errors.ts";
import type { SaidStep } from "../spec/scenario-steps.ts";
import { nearby } from "../spec/unknown-phrases.ts";
import { everyOnce } from "./every-once.ts";
import type { Foreseen, ForeseenScenario } from "./foreseen.ts";
import { isOurs, type StepCode } from "./step-code.ts";

interface Facing {
  readonly cwd: string;
  readonly steps: readonly StepCode[];
}

/** A step of a scenario, and what cucumber found for it. */
interface Found {
  readonly step: SaidStep;
  readonly pickleStep: PickleStep;
  readonly test: TestStep;
}

/** A BadInput for each step of these scenarios that cucumber could not run, whatever comes of the others. */
export const unreadySteps = (
  scenarios: readonly ForeseenScenario[],
  { messages }: Pick<Foreseen, "messages">,
  facing: Facing,
): readonly BadInput[] => {
  const found = everyOnce(
    foundIn(scenarios, messages),
    ({ step }) => `${placed(step.place)} ${step.text}`,
  );
  const code = new Map(facing.steps.map((step) => [step.id, step]));
  const unknown = found.filter(({ test }) => test.stepDefinitionIds?.length === 0);
  return [
    ...unknown.map(unknownStep(messages, facing)),
    ...(unknown.length > 0 ? missingTypes(messages) : []),
    ...found.flatMap((one) => {
      const fits = (one.test.stepDefinitionIds ?? []).flatMap((id) => code.get(id) ?? []);
      const [only, another] = fits;
      if (another !== undefined) return ambiguous(one, fits);
      return only === undefined ? [] : (misfit(one, only, facing.cwd) ?? []);
    }),
  ];
};

const foundIn = (
  scenarios: readonly ForeseenScenario[],
  messages: readonly Envelope[],
): readonly Found[] => {
  const tests = new Map(
    messages
      .flatMap(({ testCase }) => testCase?.testSteps ?? [])
      .map((test) => [test.pickleStepId, test]),
  );
  return scenarios.flatMap(({ pickle, said }) =>
    pickle.steps.flatMap((pickleStep, index) => {
      const [step, test] = [said.steps[index], tests.get(pickleStep.id)];
      return step === undefined || test === undefined ? [] : { step, pickleStep, test };
    }),
  );
};

const unknownStep = (messages: readonly Envelope[], { steps }: Facing) => {
  const phrases = [
    ...steps.map(({ pattern }) => (typeof pattern === "string" ? pattern : pattern.source)),
    ...messages.flatMap(({ undefinedParameterType }) => undefinedParameterType?.expression ?? []),
  ];
  const snippets = new Map(
    messages.flatMap(({ suggestion }) =>
      suggestion ? [[suggestion.pickleStepId, suggestion.snippets[0]?.code ?? ""]] : [],
    ),
  );
  const shown = new Set<string>();
  return ({ step: { text, place }, pickleStep }: Found): BadInput => {
    const [problem, hint] = [`no such phrase: ${text}`, nearby(text, phrases)];
    const snippet = snippets.get(pickleStep.id) ?? "";
    if (shown.has(snippet)) return new BadInput(problem, { place, hint });
    shown.add(snippet);
    const lines = snippet.split("\n").map((line) => `    ${line}`);
    return new BadInput([problem, `  ${hint}`, "  or, for one of your own:", ...lines], { place });
  };
};

const missingTypes = (messages: readonly Envelope[]): readonly BadInput[] =>
  messages
    .flatMap(({ undefinedParameterType }) => undefinedParameterType ?? [])
    .map(
      ({ name, expression }) =>
        new BadInput(`no parameter type {${name}}, which the phrase "${expression}" has`, {
          hint: "define it with defineParameterType: until then the phrase is none",
        }),
    );

const ambiguous = ({ step: { text, place } }: Found, fits: readonly StepCode[]): BadInput =>
  new BadInput(
    [
      `more than one phrase fits: ${text}`,
      ...fits.map(({ pattern, uri, line }) => `  ${pattern} - ${uri}:${line}`),
    ],
    { place },
  );

/** A table or a doc string where none is taken, or none where one is: cucumber tells it only when the step is run. */
const misfit = (
  { step, pickleStep: { argument }, test }: Found,
  definition: StepCode,
  cwd: string,
): BadInput | undefined => {
  const taken = definition.code.length;
  const said = test.stepMatchArgumentsLists?.[0]?.stepMatchArguments.length ?? 0;
  const given = said + (argument === undefined ? 0 : 1);
  if (taken === given || (taken === given + 1 && !isOurs(definition, cwd))) return undefined;
  const place = step.rowPlaces?.[0] ?? step.docString ?? step.place;
  const { pattern, uri, line } = definition;
  const hint = `the phrase is ${pattern}, at ${uri}:${line}`;
  return new BadInput(`${misfitInWords({ taken, said, given })}: ${step.text}`, { place, hint });
};

interface Counts {
  /** Parameters of the step's function. */
  readonly taken: number;
  /** Arguments in the step's text. */
  readonly said: number;
  /** With its table or doc string. */
  readonly given: number;
}

const misfitInWords = ({ taken, said, given }: Counts): string => {
  if (given > said && taken === said) return "neither table nor doc string goes with this step";
  if (given === said && taken === said + 1)
    return "below this step a table or doc string is missing";
  return `the function of this step has ${taken} parameters, and is given ${given}`;
};

const placed = ({ file, line }: Place): string => `${file}:${line}`;
