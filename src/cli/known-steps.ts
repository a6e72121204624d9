import type { BadInput } from "../model/errors.ts";
import { clusterPhrases } from "../spec/phrases.ts";
import type { SaidStep } from "../spec/scenario-steps.ts";
import { noSuchPhrase } from "../spec/unknown-phrases.ts";
import type { Around } from "./around.ts";
import { configuration } from "./cucumber-configuration.ts";
import { loadedSteps } from "./step-code.ts";

/** A BadInput for each of these steps that cucumber would not know. Throws BadInput if steps cannot be loaded. */
export const unknownAmong = async (
  steps: readonly SaidStep[],
  around: Pick<Around, "cwd" | "stderr">,
): Promise<readonly BadInput[]> => {
  const { stepDefinitions } = await loadedSteps(await configuration({}, around), around);
  const patterns = stepDefinitions.map(({ pattern }) => String(pattern));
  const phrases = [...clusterPhrases.map(({ expression }) => expression), ...patterns];
  return steps
    .filter(({ text }) => !stepDefinitions.some((step) => step.matchesStepName(text)))
    .map(({ text, place }) => noSuchPhrase(text, phrases, place));
};
