import { type TestCaseStarted, TimeConversion } from "@cucumber/messages";
import type { Lineage, Query } from "@cucumber/query";
import { outcomeOf as outcomeOfStep, stepTold } from "./step.ts";
import type { Outcome, ScenarioTold, StepTold } from "./told.ts";

/** A scenario as far as it has come; whatever ran in it, hooks too. */
export const scenarioTold = (query: Query, started: TestCaseStarted): ScenarioTold => {
  const pickle = query.findPickleBy(started);
  const lineage = query.findLineageBy(started) ?? {};
  const background = backgroundOf(lineage);
  const steps = query
    .findTestStepFinishedAndTestStepBy(started)
    .map((pair) => stepTold(query, pair, background));
  const stopping = steps.find(({ outcome }) => outcome !== "passed");
  return {
    id: `scenario-${started.id}`,
    feature: lineage.feature?.name ?? "",
    name: [lineage.rule?.name, pickle?.name].filter(Boolean).join(": "),
    description: dedented(lineage.scenario?.description ?? ""),
    tags: pickle?.tags.map(({ name }) => name) ?? [],
    uri: pickle?.uri ?? "",
    line: (pickle && query.findLocationOf(pickle)?.line) ?? 0,
    outcome: outcomeOf(query, started),
    before: [],
    took: tookOf(query, started),
    steps: steps.filter((step) => step === stopping || isWorthTelling(step)),
  };
};

/** Descriptions keep the indentation of the file that they are written in. */
export const dedented = (text: string): string =>
  text
    .split("\n")
    .map((line) => line.trim())
    .join("\n")
    .trim();

const backgroundOf = ({ background, ruleBackground }: Lineage): ReadonlySet<string> =>
  new Set([background, ruleBackground].flatMap((one) => one?.steps ?? []).map(({ id }) => id));

const isWorthTelling = ({ keyword, outcome, attachments }: StepTold): boolean =>
  !["Before", "After"].includes(keyword) || outcome === "failed" || attachments.length > 0;

const outcomeOf = (query: Query, started: TestCaseStarted): Outcome => {
  if (query.findTestCaseFinishedBy(started) === undefined) return "unfinished";
  const ended = query.findTestStepFinishedAndTestStepBy(started);
  const seen = new Set(ended.map(([{ testStepResult }]) => outcomeOfStep(testStepResult)));
  // Hooks alone prove nothing, and nothing failed.
  if (!ended.some(([, step]) => step.pickleStepId !== undefined)) seen.add("skipped");
  return worstFirst.find((outcome) => seen.has(outcome)) ?? "skipped";
};

/** Not cucumber's own order, in which what is unknown is better than passed. */
const worstFirst: readonly Outcome[] = ["failed", "unfinished", "unknown", "skipped", "passed"];

const tookOf = (query: Query, started: TestCaseStarted): number => {
  const duration = query.findTestCaseDurationBy(started);
  return duration === undefined ? 0 : TimeConversion.durationToMilliseconds(duration);
};
