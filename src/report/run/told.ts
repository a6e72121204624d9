/**
 * What became of a step, a scenario or a hook. Unknown is what could not be judged, unfinished what a run broke off in.
 */
export type Outcome = "passed" | "failed" | "unknown" | "skipped" | "unfinished";

/** A run as people read it, told from cucumber's messages. */
export interface RunTold {
  /** Passed only if every scenario has; unknown or skipped if none failed, and one or more were that. */
  readonly verdict: "passed" | "failed" | "unknown" | "skipped" | "nothing" | "interrupted";
  readonly counts: Readonly<Record<Outcome, number>>;
  /** Milliseconds since 1970; absent if the run broke off before its first message. */
  readonly began?: number;
  /** Milliseconds; absent if the run broke off. */
  readonly took?: number;
  /** Of swarmspec. */
  readonly version: string;
  readonly features: readonly FeatureTold[];
  /** What did not pass before the first scenario or after the last. */
  readonly hooks: readonly StepTold[];
}

export interface FeatureTold {
  readonly uri: string;
  readonly title: string;
  readonly description: string;
  /** As it is written: what came of its steps is told in each scenario. */
  readonly background: readonly SentenceTold[];
  readonly scenarios: readonly ScenarioTold[];
}

export interface ScenarioTold {
  /** Fit for a link, and unlike any other in the run. */
  readonly id: string;
  readonly feature: string;
  /** With the title of its rule before it, if it has one. */
  readonly name: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly uri: string;
  readonly line: number;
  readonly outcome: Outcome;
  /** Why it was unknown when it was measured before, if it was. */
  readonly before: readonly string[];
  /** Milliseconds, of the last time. */
  readonly took: number;
  readonly steps: readonly StepTold[];
}

export interface SentenceTold {
  readonly keyword: string;
  readonly text: string;
  readonly table: readonly (readonly string[])[];
  readonly docString?: string;
}

export interface StepTold extends SentenceTold {
  readonly outcome: Outcome;
  /** Milliseconds. */
  readonly took: number;
  /** In the feature; absent for a hook. */
  readonly line?: number;
  readonly isBackground: boolean;
  readonly failure?: FailureTold;
  readonly attachments: readonly AttachmentTold[];
}

export interface FailureTold {
  /** The error's own words. */
  readonly message: string;
  /** The same with where it was thrown and what caused it. */
  readonly whole: string;
  /** What to do next. */
  readonly hint?: string;
}

export interface AttachmentTold {
  readonly mediaType: string;
  /** Text, or base64 where `isBinary`. */
  readonly body: string;
  readonly isBinary: boolean;
  readonly fileName?: string;
}

/** The step, or hook, that kept a scenario from passing; absent if it passed, or broke off between two. */
export const stoppingStep = ({ steps, outcome }: ScenarioTold): StepTold | undefined =>
  outcome === "passed" ? undefined : steps.find((step) => step.outcome === outcome);

export const scenariosOf = ({ features }: RunTold): readonly ScenarioTold[] =>
  features.flatMap(({ scenarios }) => scenarios);

/** The step as a sentence, keyword and all. */
export const sentence = ({ keyword, text }: SentenceTold): string => `${keyword} ${text}`.trim();

/** Why a step did not pass, in one line. */
export const reason = ({ failure, outcome }: StepTold): string =>
  failure === undefined ? outcome : firstLine(failure);

/** What is read where there is room for one line only; a line that announces the next one takes it along. */
export const firstLine = ({ message }: FailureTold): string => {
  const [first = "", second = ""] = message
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  return first.endsWith(":") ? `${first} ${second}`.trim() : first;
};
