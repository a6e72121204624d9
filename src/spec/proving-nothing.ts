import { compile } from "@cucumber/gherkin";
import {
  type GherkinDocument,
  IdGenerator,
  type Pickle,
  PickleStepType,
  type Scenario,
} from "@cucumber/messages";
import type { BadInput } from "../model/errors.ts";
import { placeOf } from "./background.ts";
import { badInput } from "./bad-input.ts";
import { childrenOf, type FeatureText, parseFeature } from "./gherkin.ts";

/** Says of a scenario that it proves nothing but that its steps come through. */
const raisesOnly = "@raises-only";

/**
 * A BadInput for every scenario that could only pass: without a step or a Then of its own, or an outline without
 * an example. A Then of a Background is the same for all, so it proves nothing of any. Throws BadInput for what is
 * not Gherkin.
 */
export const provingNothing = (features: readonly FeatureText[]): BadInput[] =>
  features.map(parseFeature).flatMap((document) => {
    const pickles = compile(document, document.uri ?? "", IdGenerator.incrementing());
    return childrenOf(document)
      .flatMap(({ scenario }) => scenario ?? [])
      .flatMap((scenario) => refusal(document, scenario, pickles) ?? []);
  });

const refusal = (
  document: GherkinDocument,
  scenario: Scenario,
  pickles: readonly Pickle[],
): BadInput | undefined => {
  const lack = lackOf(
    scenario,
    pickles.filter(({ astNodeIds }) => astNodeIds.includes(scenario.id)),
  );
  if (lack === undefined) return undefined;
  const problem = `the scenario "${scenario.name}" has no ${lack}, so it would prove nothing`;
  return badInput(problem, placeOf(document, scenario), { hint: hints[lack] });
};

type Lack = "step" | "example" | "Then";

const hints: Readonly<Record<Lack, string>> = {
  step: "say what it does and what it proves, or remove it",
  example: "add a row below its Examples, or remove it",
  Then: `add the Then that it is to prove, or the tag ${raisesOnly} if it is enough that its steps come through`,
};

const lackOf = ({ steps }: Scenario, pickles: readonly Pickle[]): Lack | undefined => {
  if (steps.length === 0) return "step";
  if (pickles.length === 0) return "example";
  const own = new Set(steps.map(({ id }) => id));
  return pickles.every((pickle) => isRaisesOnly(pickle) || judges(pickle, own))
    ? undefined
    : "Then";
};

const isRaisesOnly = ({ tags }: Pickle): boolean => tags.some(({ name }) => name === raisesOnly);

const judges = ({ steps }: Pickle, own: ReadonlySet<string>): boolean =>
  steps.some(
    ({ type, astNodeIds }) =>
      type === PickleStepType.OUTCOME && astNodeIds.some((id) => own.has(id)),
  );
