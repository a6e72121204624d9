import { type Envelope, type GherkinDocument, TimeConversion } from "@cucumber/messages";
import { Query } from "@cucumber/query";
import { hookTold } from "./hook.ts";
import { dedented, scenarioTold } from "./scenario.ts";
import { sentenceTold } from "./step.ts";
import type { FeatureTold, Outcome, RunTold, ScenarioTold } from "./told.ts";

interface Circumstances {
  /** Of swarmspec. */
  readonly version: string;
  /** Whether somebody ended the run before it was over. */
  readonly interrupted: boolean;
  /** False where cucumber itself says that it did not end well, whatever its messages tell. */
  readonly success?: boolean;
}

/** A run as its messages tell it, whole or broken off. */
export const runTold = (
  messages: readonly Envelope[],
  { version, interrupted, success = true }: Circumstances,
): RunTold => {
  const query = new Query();
  for (const message of messages) query.update(message);
  const features = featuresTold(query, messages);
  const hooks = query
    .findAllTestRunHookFinished()
    .map((hook) => hookTold(query, hook))
    .filter(({ outcome }) => outcome !== "passed");
  const counts = countsOf(features.flatMap(({ scenarios }) => scenarios));
  const finished = query.findTestRunFinished();
  const ended = finished !== undefined && !interrupted;
  const well = success && finished?.success === true && hooks.length === 0;
  const verdict = verdictOf(counts, { ended, well });
  return { verdict, counts, version, features, hooks, ...timesOf(query) };
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
  const counts = { passed: 0, failed: 0, skipped: 0, unfinished: 0 };
  for (const { outcome } of scenarios) counts[outcome]++;
  return counts;
};

/** Nothing that was not run to its end is called passed. */
const verdictOf = (
  { passed, failed, skipped, unfinished }: Readonly<Record<Outcome, number>>,
  { ended, well }: { readonly ended: boolean; readonly well: boolean },
): RunTold["verdict"] => {
  if (!ended) return "interrupted";
  if (failed > 0 || unfinished > 0 || !well) return "failed";
  if (passed === 0) return "nothing";
  return skipped > 0 ? "skipped" : "passed";
};

const timesOf = (query: Query): Pick<RunTold, "began" | "took"> => {
  const began = query.findTestRunStarted()?.timestamp;
  const took = query.findTestRunDuration();
  return {
    ...(began && { began: TimeConversion.timestampToMillisecondsSinceEpoch(began) }),
    ...(took && { took: TimeConversion.durationToMilliseconds(took) }),
  };
};
