import { type Envelope, type GherkinDocument, TimeConversion } from "@cucumber/messages";
import { Query } from "@cucumber/query";
import { hookTold } from "./hook.ts";
import { dedented, scenarioTold } from "./scenario.ts";
import { sentenceTold } from "./step.ts";
import {
  type FeatureTold,
  type Outcome,
  type RunTold,
  reason,
  type ScenarioTold,
  stoppingStep,
} from "./told.ts";

interface Circumstances {
  /** Of swarmspec. */
  readonly version: string;
  /** Whether somebody ended the run before it was over. */
  readonly interrupted: boolean;
  /** False where cucumber itself says that it did not end well, whatever its messages tell. */
  readonly success?: boolean;
  /** The messages of those runs in which what was unknown was measured again. */
  readonly later?: readonly (readonly Envelope[])[];
}

/** A run as its messages tell it, whole or broken off. */
export const runTold = (
  messages: readonly Envelope[],
  { version, interrupted, success = true, later = [] }: Circumstances,
): RunTold => {
  const first = passTold(messages);
  const passes = [first, ...later.map(passTold)];
  const features = passes
    .slice(1)
    .reduce((all, again) => all.map((one) => measuredAgain(one, again)), first.features);
  const hooks = passes.flatMap((pass) => pass.hooks);
  const counts = countsOf(features.flatMap(({ scenarios }) => scenarios));
  const ended = passes.every(({ isFinished }) => isFinished) && !interrupted;
  const well = success && passes.at(-1)?.success === true;
  const verdict = verdictOf(counts, { ended, well, hooks: hooks.length });
  return { verdict, counts, version, features, hooks, ...timesOf(passes) };
};

/** What one run of cucumber tells. */
const passTold = (messages: readonly Envelope[]) => {
  const query = new Query();
  for (const message of messages) query.update(message);
  const finished = query.findTestRunFinished();
  return {
    features: featuresTold(query, messages),
    hooks: query
      .findAllTestRunHookFinished()
      .map((hook) => hookTold(query, hook))
      .filter(({ outcome }) => outcome !== "passed"),
    isFinished: finished !== undefined,
    success: finished?.success,
    began: query.findTestRunStarted()?.timestamp,
    took: query.findTestRunDuration(),
  };
};

type Pass = ReturnType<typeof passTold>;

/** Of a scenario that was measured again the last time counts; why it was not enough before is kept. */
const measuredAgain = (feature: FeatureTold, { features }: Pass): FeatureTold => {
  const again = features.find(({ uri }) => uri === feature.uri)?.scenarios ?? [];
  const latest = (scenario: ScenarioTold): ScenarioTold => {
    const same = again.find(({ line }) => line === scenario.line);
    if (same === undefined) return scenario;
    const stopping = stoppingStep(scenario);
    const why = stopping === undefined ? scenario.outcome : reason(stopping);
    return { ...same, before: [...scenario.before, why] };
  };
  return { ...feature, scenarios: feature.scenarios.map(latest) };
};

const featuresTold = (query: Query, messages: readonly Envelope[]): FeatureTold[] => {
  const scenarios = query.findAllTestCaseStarted().map((started) => scenarioTold(query, started));
  return messages
    .flatMap(({ gherkinDocument }) => gherkinDocument ?? [])
    .map((document) => featureTold(document, scenarios))
    .filter((feature) => feature.scenarios.length > 0);
};

const featureTold = (
  { uri = "", feature }: GherkinDocument,
  scenarios: readonly ScenarioTold[],
): FeatureTold => ({
  uri,
  title: feature?.name ?? "",
  description: dedented(feature?.description ?? ""),
  background:
    feature?.children.flatMap(({ background }) => background?.steps ?? []).map(sentenceTold) ?? [],
  scenarios: scenarios.filter((one) => one.uri === uri).toSorted((a, b) => a.line - b.line),
});

const countsOf = (scenarios: readonly ScenarioTold[]): Readonly<Record<Outcome, number>> => {
  const counts = { passed: 0, failed: 0, unknown: 0, skipped: 0, unfinished: 0 };
  for (const { outcome } of scenarios) counts[outcome]++;
  return counts;
};

/** Nothing that was not run to its end is called passed. */
const verdictOf = (
  { passed, failed, unknown, skipped, unfinished }: Readonly<Record<Outcome, number>>,
  {
    ended,
    well,
    hooks,
  }: { readonly ended: boolean; readonly well: boolean; readonly hooks: number },
): RunTold["verdict"] => {
  if (!ended) return "interrupted";
  if (failed > 0 || unfinished > 0 || hooks > 0) return "failed";
  // To cucumber what is unknown has failed.
  if (unknown > 0) return "unknown";
  if (!well) return "failed";
  if (passed === 0) return "nothing";
  return skipped > 0 ? "skipped" : "passed";
};

const timesOf = (passes: readonly Pass[]): Pick<RunTold, "began" | "took"> => {
  const began = passes[0]?.began;
  const spans = passes.flatMap(({ took }) => took ?? []);
  const took = spans.reduce((sum, one) => sum + TimeConversion.durationToMilliseconds(one), 0);
  return {
    ...(began && { began: TimeConversion.timestampToMillisecondsSinceEpoch(began) }),
    ...(spans.length === passes.length && { took }),
  };
};
