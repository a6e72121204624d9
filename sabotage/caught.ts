import type {
  Envelope,
  GherkinDocument,
  Pickle,
  TestCase,
  TestCaseFinished,
  TestStepResult,
} from "@cucumber/messages";

/** One sabotage, and what the run made of it. */
export interface Outcome {
  readonly sabotage: string;
  /** The phrase that had to catch it. */
  readonly phrase: string;
  readonly caught: boolean;
  /** Where it is, as FILE:LINE, if it could not be judged and may be measured again. */
  readonly again?: string;
  /** Why it was not caught, or the words that caught it. */
  readonly said: string;
}

/** Hears the messages of a run, and gives an outcome for each scenario as soon as it has ended. */
export const outcomes = (tell: (outcome: Outcome) => void) => {
  const documents = new Map<string, GherkinDocument>();
  const pickles = new Map<string, Pickle>();
  const cases = new Map<string, TestCase>();
  const started = new Map<string, string>();
  const results = new Map<string, Map<string, TestStepResult>>();
  return (message: Envelope): void => {
    const { gherkinDocument, pickle, testCase, testCaseStarted, testStepFinished } = message;
    if (gherkinDocument) documents.set(gherkinDocument.uri ?? "", gherkinDocument);
    if (pickle) pickles.set(pickle.id, pickle);
    if (testCase) cases.set(testCase.id, testCase);
    if (testCaseStarted) started.set(testCaseStarted.id, testCaseStarted.testCaseId);
    if (testStepFinished)
      (
        results.get(testStepFinished.testCaseStartedId) ??
        results
          .set(testStepFinished.testCaseStartedId, new Map())
          .get(testStepFinished.testCaseStartedId)
      )?.set(testStepFinished.testStepId, testStepFinished.testStepResult);
    if (message.testCaseFinished) tell(outcomeOf(message.testCaseFinished));
  };

  function outcomeOf({ testCaseStartedId }: TestCaseFinished): Outcome {
    const testCase = cases.get(started.get(testCaseStartedId) ?? "");
    const pickle = pickles.get(testCase?.pickleId ?? "");
    if (testCase === undefined || pickle === undefined)
      throw new Error("a case without a scenario");
    const own = results.get(testCaseStartedId) ?? new Map<string, TestStepResult>();
    const steps = testCase.testSteps.map(({ id, pickleStepId }) => ({
      text: pickle.steps.find((step) => step.id === pickleStepId)?.text,
      result: own.get(id),
    }));
    const wanted = wordsOf(documents.get(pickle.uri), pickle);
    const isUnknown = [...own.values()].some(({ exception }) => exception?.type === "Unknown");
    const place = `${pickle.uri}:${pickle.location?.line}`;
    return {
      ...{ sabotage: pickle.name, ...judged(steps, wanted) },
      ...(isUnknown && wanted.as === "Caught" && { again: place }),
    };
  }
};

interface Wanted {
  /** How the last step has to end: with a fail, or, where evidence was taken away, with an unknown. */
  readonly as: "Caught" | "Unknown";
  readonly words: readonly string[];
}

/** The words in quotation marks after "Caught as:" or "Unknown as:" in the scenario's description. */
const wordsOf = (document: GherkinDocument | undefined, { astNodeIds }: Pickle): Wanted => {
  const scenarios = document?.feature?.children.flatMap(({ scenario }) => scenario ?? []) ?? [];
  const scenario = scenarios.find(({ id }) => astNodeIds.includes(id));
  const [, as, line = ""] = scenario?.description.match(/(Caught|Unknown) as:(.*)/) ?? [];
  return {
    as: as === "Unknown" ? "Unknown" : "Caught",
    words: [...line.matchAll(/"([^"]+)"/g)].map(([, word = ""]) => word),
  };
};

interface Step {
  /** Absent where it is a hook. */
  readonly text: string | undefined;
  readonly result: TestStepResult | undefined;
}

const judged = (all: readonly Step[], { as, words }: Wanted): Omit<Outcome, "sabotage"> => {
  const steps = all.filter(({ text }) => text !== undefined);
  const last = steps.at(-1);
  const phrase = last?.text ?? "";
  const not = (said: string) => ({ phrase, caught: false, said });
  if (words.length === 0) return not("its description does not say by which words it is caught");
  const early = all.find(({ text, result }) => text !== phrase && result?.status === "FAILED");
  const message = (step: Step | undefined) => step?.result?.message ?? "";
  if (early !== undefined)
    return not(`failed before or after it: ${early.text}: ${message(early)}`);
  if (last?.result?.status !== "FAILED")
    return not(`was ${last?.result?.status}, with the sabotage in place`);
  // Evidence that may be the machine's own is no proof that the phrase would have seen it.
  const isUnknown = last.result.exception?.type === "Unknown";
  if (isUnknown !== (as === "Unknown"))
    return not(`${isUnknown ? "is no fail" : "is not unknown"}: ${message(last)}`);
  const missing = words.filter((word) => !message(last).includes(word));
  if (missing.length > 0) return not(`did not say ${missing.join(" or ")}: ${message(last)}`);
  return { phrase, caught: true, said: sentenceWith(message(last), words) };
};

/** The line of a message that has most of the words. */
const sentenceWith = (message: string, words: readonly string[]): string => {
  const lines = message.split("\n").map((line) => line.trim());
  const score = (line: string) => words.filter((word) => line.includes(word)).length;
  return lines.toSorted((one, other) => score(other) - score(one))[0] ?? "";
};
