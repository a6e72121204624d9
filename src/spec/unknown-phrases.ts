import type { ParameterTypeRegistry } from "@cucumber/cucumber-expressions";
import { compile } from "@cucumber/gherkin";
import { type GherkinDocument, IdGenerator, type Step } from "@cucumber/messages";
import type { BadInput, Place } from "../model/errors.ts";
import { placeOf } from "./background.ts";
import { badInput } from "./bad-input.ts";
import { childrenOf, type FeatureText, parseFeature } from "./gherkin.ts";
import { nearestPhrase } from "./nearest-phrase.ts";
import { matcher } from "./step-match.ts";

/**
 * A BadInput for every step that is a case of none of the expressions: Backgrounds, scenarios, and
 * outlines with their examples filled in. Throws BadInput for what is not Gherkin.
 */
export const unknownPhrases = (
  features: readonly FeatureText[],
  expressions: readonly string[],
  types?: ParameterTypeRegistry,
): BadInput[] => {
  const matchers = expressions.map((expression) => matcher(expression, types));
  return features
    .map(parseFeature)
    .flatMap(saidIn)
    .filter(({ text }) => !matchers.some((argsOf) => argsOf(text) !== undefined))
    .map(({ text, place }) => noSuchPhrase(text, expressions, place));
};

/** The error for a step that nobody knows, with the nearest phrase as its hint. */
export const noSuchPhrase = (
  text: string,
  expressions: readonly string[],
  place: Place | undefined,
): BadInput => {
  const near = nearestPhrase(text, expressions);
  const hint = near === undefined ? "docs/phrases.md has all phrases" : `did you mean: ${near}`;
  return badInput(`no such phrase: ${text}`, place, { hint });
};

interface Spoken {
  readonly text: string;
  readonly place: Place;
}

/** Each step text once per place: a Background is part of every scenario. */
const saidIn = (document: GherkinDocument): Spoken[] => {
  const steps = stepsOf(document);
  const lines = new Map(steps.map((step) => [step.id, placeOf(document, step)]));
  const pickled = compile(document, document.uri ?? "", IdGenerator.incrementing())
    .flatMap((pickle) => pickle.steps)
    .map(({ text, astNodeIds: [id = ""] }) => ({ text, place: lines.get(id) }));
  const written = backgroundSteps(document).map(({ id, text }) => ({ text, place: lines.get(id) }));
  return unique([...written, ...pickled].filter(hasPlace)).sort(
    (one, other) => (one.place.line ?? 0) - (other.place.line ?? 0),
  );
};

const hasPlace = (spoken: { text: string; place: Place | undefined }): spoken is Spoken =>
  spoken.place !== undefined;

const unique = (all: readonly Spoken[]): Spoken[] => [
  ...new Map(all.map((spoken) => [`${spoken.place.line} ${spoken.text}`, spoken])).values(),
];

const stepsOf = (document: GherkinDocument): readonly Step[] => [
  ...backgroundSteps(document),
  ...childrenOf(document).flatMap(({ scenario }) => scenario?.steps ?? []),
];

const backgroundSteps = (document: GherkinDocument): readonly Step[] =>
  childrenOf(document).flatMap(({ background }) => background?.steps ?? []);
