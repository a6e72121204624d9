import { h } from "preact";
import { type ScenarioTold, type StepTold, stoppingStep } from "../run/told.ts";
import { marks, measuredInWords, span } from "../run/words.ts";
import type { Histories } from "./histories.ts";
import { paragraphs } from "./paragraphs.ts";
import { stepItem } from "./step.ts";

/** A scenario, folded if there is nothing to worry about. */
export const scenarioBlock = (scenario: ScenarioTold, histories: Histories) => {
  const { id, outcome, steps, uri, line } = scenario;
  const open = outcome !== "passed";
  const stopping = stoppingStep(scenario);
  return h("details", { id, class: `scenario ${outcome}`, open }, [
    heading(scenario),
    h("div", { class: "inside" }, [
      h("p", { class: "uri" }, [`${uri}:${line}`, ...scenario.tags.map((tag) => ` ${tag}`)]),
      ...paragraphs(scenario.description),
      scenario.before.length > 0
        ? h("p", { class: "note" }, `${measuredInWords(scenario)}.`)
        : null,
      h(
        "ol",
        { class: "steps" },
        steps
          .filter((step) => isOfScenario(step) || step === stopping)
          .map((step) => stepItem(step, histories)),
      ),
    ]),
  ]);
};

const heading = ({ outcome, name, took }: ScenarioTold) =>
  h("summary", null, [
    h("span", { class: "mark", "aria-hidden": "true" }, marks[outcome]),
    h("h3", null, name),
    h("span", { class: "outcome" }, `${outcome}, ${span(took)}`),
  ]);

/** The Background is told once per feature, but for what it has to show here. */
const isOfScenario = ({ isBackground, outcome, attachments }: StepTold): boolean =>
  !isBackground || ["failed", "unknown", "unfinished"].includes(outcome) || attachments.length > 0;
