import { h } from "preact";
import { failedStep, firstLine, type RunTold, scenariosOf, sentence } from "../run/told.ts";
import { countsInWords, instant, span, verdictWords } from "../run/words.ts";
import { failureBlock } from "./step.ts";

/** What came of the run, in one look, and where to read on if it is not well. */
export const verdictSection = (run: RunTold) => [
  h("h1", { class: `verdict ${run.verdict}` }, verdictWords[run.verdict]),
  h("p", { class: "counts" }, countsInWords(run.counts)),
  h("p", { class: "facts" }, facts(run)),
  failures(run),
  ...run.hooks.map((hook) =>
    h("section", null, [h("h2", null, `${sentence(hook)} a hook failed`), failureBlock(hook)]),
  ),
];

const facts = ({ began, took, version }: RunTold): string =>
  [
    ...(began === undefined ? [] : [`Began ${instant(began)}`]),
    took === undefined ? "did not come to its end" : `took ${span(took)}`,
    `swarmspec ${version}`,
  ].join(" · ");

const failures = (run: RunTold) => {
  const failed = scenariosOf(run).filter(({ outcome }) => outcome === "failed");
  if (failed.length === 0) return null;
  return h("nav", { class: "failures", "aria-label": "Failed scenarios" }, [
    h("h2", null, "What failed"),
    h(
      "ol",
      null,
      failed.map((scenario) => {
        const step = failedStep(scenario);
        return h("li", null, [
          h("a", { href: `#${scenario.id}` }, `${scenario.feature} › ${scenario.name}`),
          step && h("p", { class: "sentence" }, sentence(step)),
          step?.failure && h("p", { class: "first-line" }, firstLine(step.failure)),
        ]);
      }),
    ),
  ]);
};
