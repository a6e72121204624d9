import type { DataTable } from "@cucumber/messages";
import { type FeatureText, parseFeature } from "./gherkin.ts";
import { matcher } from "./step-match.ts";

/** The first step of the features that each expression fits, as it stands there, with its table. */
export const usesOf = (
  features: readonly FeatureText[],
  expressions: readonly string[],
): ReadonlyMap<string, string> => {
  const steps = features
    .map(parseFeature)
    .flatMap(({ feature }) => feature?.children ?? [])
    .flatMap(({ background, scenario }) => [
      ...(background?.steps ?? []),
      ...(scenario?.steps ?? []),
    ]);
  const uses = expressions.flatMap((expression): [string, string][] => {
    const argsOf = matcher(expression);
    const use = steps.find(({ text }) => argsOf(text) !== undefined);
    return use === undefined ? [] : [[expression, [use.text, ...rowsOf(use.dataTable)].join("\n")]];
  });
  return new Map(uses);
};

const rowsOf = (table: DataTable | undefined): readonly string[] =>
  (table?.rows ?? []).map(({ cells }) => `  | ${cells.map(({ value }) => value).join(" | ")} |`);
