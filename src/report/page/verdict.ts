import { h } from "preact";
import {
  type Outcome,
  type RunTold,
  reason,
  scenariosOf,
  sentence,
  stoppingStep,
} from "../run/told.ts";
import { countsInWords, instant, span, verdictWords } from "../run/words.ts";
import { failureBlock } from "./step.ts";

/** What came of the run, in one look, and where to read on if it is not well. */
export const verdictSection = (run: RunTold) => [
  h("h1", { class: `verdict ${run.verdict}` }, verdictWords[run.verdict]),
  h("p", { class: "counts" }, countsInWords(run.counts)),
  h("p", { class: "facts" }, facts(run)),
  listed(run, "What failed", ["failed", "unfinished"]),
  listed(run, "What is unknown", ["unknown"]),
  listed(run, "What was skipped, and proves nothing", ["skipped"]),
  ...run.hooks.map((hook) =>
    h("section", null, [
      h("h2", null, `${sentence(hook)} a hook ${hook.outcome}`),
      failureBlock(hook),
    ]),
  ),
];

const facts = ({ began, took, version }: RunTold): string =>
  [
    ...(began === undefined ? [] : [`Began ${instant(began)}`]),
    took === undefined ? "did not come to its end" : `took ${span(took)}`,
    `swarmspec ${version}`,
  ].join(" · ");

const listed = (run: RunTold, heading: string, outcomes: readonly Outcome[]) => {
  const scenarios = scenariosOf(run).filter(({ outcome }) => outcomes.includes(outcome));
  if (scenarios.length === 0) return null;
  return h("nav", { class: "failures", "aria-label": heading }, [
    h("h2", null, heading),
    h(
      "ol",
      null,
      scenarios.map((scenario) => {
        const step = stoppingStep(scenario);
        return h("li", null, [
          h("a", { href: `#${scenario.id}` }, `${scenario.feature} › ${scenario.name}`),
          step && h("p", { class: "sentence" }, sentence(step)),
          h("p", { class: "first-line" }, step === undefined ? scenario.outcome : reason(step)),
        ]);
      }),
    ),
  ]);
};
