import {
  type GherkinDocument,
  type Pickle,
  PickleStepType,
  type Scenario,
  type Tag,
} from "@cucumber/messages";
import type { BadInput } from "../model/errors.ts";
import { placeOf } from "./background.ts";
import { badInput } from "./bad-input.ts";
import { childrenOf, type Feature } from "./gherkin.ts";

/** Says of a scenario that it proves nothing but that its steps come through. */
const raisesOnly = "@raises-only";

/**
 * A BadInput for every scenario that is to be run, as one of the pickles, and could only pass: without a step or a
 * Then of its own. A Then of a Background is the same for all, so it proves nothing of any.
 */
export const provingNothing = (features: readonly Feature[]): BadInput[] =>
  features.flatMap(({ document, pickles }) => {
    const byScenario = Map.groupBy(pickles, ({ astNodeIds: [scenario] }) => scenario);
    return scenariosIn(document).flatMap(
      (scenario) => refusal(document, scenario, byScenario.get(scenario.id) ?? []) ?? [],
    );
  });

/** The outlines without an example: no pickle is made of them. */
export const neverRun = (document: GherkinDocument) =>
  withTags(document)
    .filter(({ scenario: { examples } }) => examples.length > 0)
    .filter(({ scenario: { examples } }) =>
      examples.every(({ tableBody }) => tableBody.length === 0),
    )
    .map(({ scenario, tags }) => ({
      line: scenario.location.line,
      name: scenario.name,
      tags,
      problem: refused(document, scenario, "example"),
    }));

const withTags = ({ feature }: GherkinDocument) =>
  (feature?.children ?? []).flatMap(({ scenario, rule }) => {
    const tagged = (one: Scenario, above: readonly Tag[]) => ({
      scenario: one,
      tags: [...above, ...one.tags, ...one.examples.flatMap(({ tags }) => tags)].map(
        ({ name }) => name,
      ),
    });
    const ofFeature = feature?.tags ?? [];
    const inRule = (rule?.children ?? []).flatMap((child) => child.scenario ?? []);
    return [
      ...(scenario ? [tagged(scenario, ofFeature)] : []),
      ...inRule.map((one) => tagged(one, [...ofFeature, ...(rule?.tags ?? [])])),
    ];
  });

const scenariosIn = (document: GherkinDocument): readonly Scenario[] =>
  childrenOf(document).flatMap(({ scenario }) => scenario ?? []);

const refused = (document: GherkinDocument, scenario: Scenario, lack: Lack): BadInput => {
  const problem = `the scenario "${scenario.name}" has no ${lack}, so it would prove nothing`;
  return badInput(problem, placeOf(document, scenario), { hint: hints[lack] });
};

const refusal = (
  document: GherkinDocument,
  scenario: Scenario,
  pickles: readonly Pickle[],
): BadInput | undefined => {
  const lack = lackOf(scenario, pickles);
  return lack && refused(document, scenario, lack);
};

type Lack = "step" | "example" | "Then";

const hints: Readonly<Record<Lack, string>> = {
  step: "say what it does and what it proves, or remove it",
  example: "add a row below its Examples, or remove it",
  Then: `add the Then that it is to prove, or the tag ${raisesOnly} if it is enough that its steps come through`,
};

const lackOf = ({ steps }: Scenario, pickles: readonly Pickle[]): Lack | undefined => {
  if (pickles.length === 0) return undefined;
  if (steps.length === 0) return "step";
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
