import type { RunTold, ScenarioTold, StepTold } from "./told.ts";

/** A passed step, unless told otherwise. */
export const aStep = (facts: Partial<StepTold> = {}): StepTold => ({
  keyword: "Then",
  text: "every node answers",
  table: [],
  outcome: "passed",
  took: 3,
  isBackground: false,
  attachments: [],
  ...facts,
});

/** A passed scenario, unless told otherwise. */
export const aScenario = (facts: Partial<ScenarioTold> = {}): ScenarioTold => ({
  id: "scenario-1",
  feature: "Serving",
  name: "All serve",
  description: "",
  tags: [],
  uri: "features/serving.feature",
  line: 12,
  outcome: "passed",
  before: [],
  took: 2100,
  steps: [aStep()],
  ...facts,
});

/** A run of these scenarios in one feature. */
export const aRun = (
  scenarios: readonly ScenarioTold[],
  facts: Partial<RunTold> = {},
): RunTold => ({
  verdict: "passed",
  counts: { passed: scenarios.length, failed: 0, unknown: 0, skipped: 0, unfinished: 0 },
  began: 0,
  took: 65_000,
  version: "1.2.3",
  features: [
    {
      uri: "features/serving.feature",
      title: "Serving",
      description: "",
      background: [],
      scenarios,
    },
  ],
  hooks: [],
  ...facts,
});
