import { isDeepStrictEqual } from "node:util";
import { BadInput } from "../model/errors.ts";
import type { ClusterSpec } from "../model/spec.ts";
import type { Context } from "./context.ts";
import { descriptionIn } from "./description.ts";
import { doubtfulSteps } from "./doubtful-steps.ts";
import { type Draft, emptyDraft } from "./draft.ts";
import { finish } from "./finish.ts";
import { type FeatureText, readFeature } from "./gherkin.ts";
import { clusterPhrases } from "./phrases.ts";
import { bareBackgrounds, type SaidScenario, scenariosOf } from "./scenario-steps.ts";
import { noSuchPhrase } from "./unknown-phrases.ts";

/** A cluster, and who describes it. */
export interface DescribedCluster {
  readonly spec: ClusterSpec;
  /** Those of which it is: the scenarios that begin with it, and Backgrounds without a scenario. */
  readonly scenarios: readonly SaidScenario[];
}

/**
 * The clusters that these features describe. Equal ones are one; clusters of one name that differ stay apart. Throws
 * BadInput, also for a step that may have been meant to describe something, is no such phrase and not known otherwise.
 */
export const clustersIn = (
  features: readonly FeatureText[],
  context: Context,
  isKnown: (text: string) => boolean = () => false,
): ClusterSpec[] => {
  const scenarios = saidIn(features);
  const unknown = doubtfulSteps(scenarios).find(({ text }) => !isKnown(text));
  if (unknown !== undefined) throw noSuchPhrase(unknown.text, expressions, unknown.place);
  return describedIn(scenarios, context).map(({ spec }) => spec);
};

const expressions = clusterPhrases.map(({ expression }) => expression);

/** All that features say: their scenarios, those at their lines if they have any, and Backgrounds without one. */
export const saidIn = (features: readonly FeatureText[]): readonly SaidScenario[] =>
  features.flatMap((feature) => {
    const { document, pickles } = readFeature(feature);
    const all = [...scenariosOf(document, pickles), ...bareBackgrounds(document, pickles)];
    const { lines } = feature;
    if (lines === undefined) return all;
    return all.filter((one) => one.lines.some((line) => lines.includes(line)));
  });

/** The clusters that scenarios begin with; of one that describes nothing there is none. Throws BadInput. */
export const describedIn = (
  scenarios: readonly SaidScenario[],
  context: Context,
): readonly DescribedCluster[] => {
  const { described, problems } = examined(scenarios, context);
  const [problem] = problems;
  if (problem !== undefined) throw problem;
  return described;
};

/** The same, and all that is wrong with the others. */
export const examined = (scenarios: readonly SaidScenario[], context: Context) => {
  const finished = once((draft: Draft) => finish(draft, context));
  const described: { spec: ClusterSpec; scenarios: SaidScenario[] }[] = [];
  const problems = new Map<string, BadInput>();
  for (const scenario of scenarios)
    try {
      const draft = descriptionIn(scenario, context);
      if (draft === emptyDraft) continue;
      const spec = finished(draft);
      const same = described.find((one) => isDeepStrictEqual(one.spec, spec));
      if (same === undefined) described.push({ spec, scenarios: [scenario] });
      else same.scenarios.push(scenario);
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      problems.set(error.message, error);
    }
  return { described, problems: [...problems.values()] };
};

/** Scenarios of a file mostly say the same, and stack files are long. */
const once = <Spec>(finished: (draft: Draft) => Spec): ((draft: Draft) => Spec) => {
  const known = new Map<string, Spec>();
  return (draft) => {
    const key = JSON.stringify(draft);
    const spec = known.get(key) ?? finished(draft);
    known.set(key, spec);
    return spec;
  };
};
