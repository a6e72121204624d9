import { type GherkinDocument, type Step, StepKeywordType } from "@cucumber/messages";
import type { Place } from "../model/errors.ts";

/** The Given steps of a feature's Background, with the And and But that follow them. */
export const givenSteps = (document: GherkinDocument): readonly Step[] => {
  const children = document.feature?.children ?? [];
  const steps = children.flatMap((child) => child.background?.steps ?? []);
  return steps.filter((_, index) => kindOf(steps.slice(0, index + 1)) === StepKeywordType.CONTEXT);
};

/** Where a step or a table row stands. */
export const placeOf = (document: GherkinDocument, node: Pick<Step, "location">): Place => ({
  file: document.uri ?? "",
  line: node.location.line,
});

const kindOf = (steps: readonly Step[]): StepKeywordType | undefined =>
  steps.findLast(
    ({ keywordType }) =>
      keywordType !== StepKeywordType.CONJUNCTION && keywordType !== StepKeywordType.UNKNOWN,
  )?.keywordType;
