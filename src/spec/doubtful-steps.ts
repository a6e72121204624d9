import { isDescription } from "./description.ts";
import { nearestPhrase } from "./nearest-phrase.ts";
import { clusterPhrases } from "./phrases.ts";
import type { SaidScenario, SaidStep } from "./scenario-steps.ts";

const expressions = clusterPhrases.map(({ expression }) => expression);

/**
 * Steps that describe nothing, but may have been meant to: those of Backgrounds, and what is elsewhere much like a
 * phrase that describes. Each is told once, however many scenarios say it.
 */
export const doubtfulSteps = (scenarios: readonly SaidScenario[]): readonly SaidStep[] => {
  const doubtful = scenarios.flatMap(({ steps }) => steps).filter(isDoubtful);
  const byPlace = doubtful.map((step) => [`${placeIn(step)} ${step.text}`, step] as const);
  return [...new Map(byPlace).values()];
};

const isDoubtful = (step: SaidStep): boolean => {
  if (isDescription(step)) return false;
  return step.isBackground || nearestPhrase(step.text, expressions) !== undefined;
};

const placeIn = ({ place: { file, line } }: SaidStep): string => `${file}:${line}`;
