import { isDeepStrictEqual } from "node:util";
import type { GherkinDocument, Step } from "@cucumber/messages";
import type { ClusterSpec } from "../model/spec.ts";
import { givenSteps, placeOf } from "./background.ts";
import type { Context } from "./context.ts";
import { type Draft, emptyDraft } from "./draft.ts";
import { finish } from "./finish.ts";
import { type FeatureText, parseFeature } from "./gherkin.ts";
import type { Said } from "./phrase.ts";
import { clusterPhrases } from "./phrases.ts";
import { matcher } from "./step-match.ts";
import { noSuchPhrase } from "./unknown-phrases.ts";

/**
 * The clusters that the Backgrounds of these features describe. Equal ones are one; clusters of one
 * name that differ stay apart. Features without a Given in a Background describe none. Throws BadInput.
 */
export const clustersIn = (features: readonly FeatureText[], context: Context): ClusterSpec[] =>
  features
    .map(parseFeature)
    .filter((document) => givenSteps(document).length > 0)
    .map((document) => finish(draftOf(document, context), context))
    .filter((spec, index, all) => all.findIndex((one) => isDeepStrictEqual(one, spec)) === index);

const draftOf = (document: GherkinDocument, context: Context): Draft =>
  givenSteps(document).reduce(
    (draft, step) => applied(draft, { step, document, context }),
    emptyDraft,
  );

interface Found {
  readonly step: Step;
  readonly document: GherkinDocument;
  readonly context: Context;
}

const applied = (draft: Draft, { step, document, context }: Found): Draft => {
  for (const { phrase, argsOf } of known) {
    const args = argsOf(step.text);
    if (args !== undefined) return phrase.apply(draft, said(step, document, args), context);
  }
  const expressions = clusterPhrases.map(({ expression }) => expression);
  throw noSuchPhrase(step.text, expressions, placeOf(document, step));
};

const known = clusterPhrases.map((phrase) => ({ phrase, argsOf: matcher(phrase.expression) }));

const said = (step: Step, document: GherkinDocument, args: readonly unknown[]): Said => ({
  args,
  rows: step.dataTable?.rows.map((row) => row.cells.map((cell) => cell.value)),
  place: placeOf(document, step),
  rowPlaces: step.dataTable?.rows.map((row) => placeOf(document, row)),
});
