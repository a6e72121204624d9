import { badInput } from "./bad-input.ts";
import type { Context } from "./context.ts";
import { type Draft, emptyDraft } from "./draft.ts";
import { hasTable, type Phrase, type Said } from "./phrase.ts";
import { clusterPhrases } from "./phrases.ts";
import type { SaidScenario, SaidStep } from "./scenario-steps.ts";
import { matcher } from "./step-match.ts";
import { swarm } from "./swarm-phrases.ts";

/**
 * What a scenario describes before it does anything to its cluster: all of its Background, and its own steps up to
 * the first that is no such phrase, once a swarm is named. Throws BadInput for what cannot be read there, and behind it.
 */
export const descriptionIn = ({ steps }: SaidScenario, context: Context): Draft => {
  const { begins, changes } = partsOf(steps);
  const draft = begins.reduce((before, step) => applied(before, step, context), emptyDraft);
  // What is read then may have been written by a step before it.
  const later = { ...context, read: () => "" };
  changes.reduce((before, step) => applied(before, step, later), draft);
  return draft;
};

/** The steps that describe a cluster: with which one the scenario begins, and what it makes of it later. */
const partsOf = (steps: readonly SaidStep[]) => {
  const named = steps.findIndex(({ text }) => meaningOf(text)?.phrase === swarm);
  const isDeed = (step: SaidStep, index: number): boolean =>
    !step.isBackground && !isDescription(step) && index > named;
  const firstDeed = named === -1 ? -1 : steps.findIndex(isDeed);
  const end = firstDeed === -1 ? steps.length : firstDeed;
  return {
    begins: steps.slice(0, end).filter(isDescription),
    changes: steps.slice(end).filter(isDescription),
  };
};

/** What a scenario makes of its cluster only after it has done something else. */
export const changesIn = (steps: readonly SaidStep[]): readonly SaidStep[] =>
  partsOf(steps).changes;

export const isDescription = ({ text }: SaidStep): boolean => meaningOf(text) !== undefined;

const known = clusterPhrases.map((phrase) => ({ phrase, argsOf: matcher(phrase.expression) }));

/** Most steps of a file are said by many of its scenarios. */
const meanings = new Map<string, Meaning | undefined>();

interface Meaning {
  readonly phrase: Phrase;
  readonly args: readonly unknown[];
}

const meaningOf = (text: string): Meaning | undefined => {
  if (!meanings.has(text)) meanings.set(text, soughtMeaning(text));
  return meanings.get(text);
};

const soughtMeaning = (text: string): Meaning | undefined => {
  for (const { phrase, argsOf } of known) {
    const args = argsOf(text);
    if (args !== undefined) return { phrase, args };
  }
  return undefined;
};

const applied = (draft: Draft, step: SaidStep, context: Context): Draft => {
  const meaning = meaningOf(step.text);
  if (meaning === undefined) return draft;
  const { phrase, args } = meaning;
  refuseArgument(phrase, step);
  return phrase.apply(draft, { args, ...saidBy(step) }, context);
};

const saidBy = ({ rows, place, rowPlaces }: SaidStep): Omit<Said, "args"> => ({
  rows,
  place: placeWithoutColumn(place),
  rowPlaces,
});

const placeWithoutColumn = ({ column: _, ...place }: SaidStep["place"]) => place;

/** cucumber would refuse it too, but only when the step is run. */
const refuseArgument = (phrase: Phrase, { rowPlaces, docString, text }: SaidStep): void => {
  if (docString !== undefined)
    throw badInput(`no doc string goes with this step: ${text}`, docString);
  if (rowPlaces !== undefined && !hasTable(phrase))
    throw badInput(`no table goes with this step: ${text}`, rowPlaces[0]);
};
