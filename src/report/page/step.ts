import { h } from "preact";
import type { StepTold } from "../run/told.ts";
import { marks, span } from "../run/words.ts";
import { attachmentBlock } from "./attachment.ts";
import type { Histories } from "./histories.ts";
import { sentenceBlock } from "./sentence.ts";

/** A step with what came of it and what it left. */
export const stepItem = (step: StepTold, histories: Histories) =>
  h("li", { class: `step ${step.outcome}` }, [
    h("div", { class: "line" }, [
      h("span", { class: "mark", "aria-hidden": "true" }, marks[step.outcome]),
      h("div", { class: "said" }, sentenceBlock(step)),
      h("span", { class: "outcome" }, outcomeOf(step)),
    ]),
    failureBlock(step),
    ...step.attachments.map((one) => attachmentBlock(one, histories)),
  ]);

const outcomeOf = ({ outcome, took }: StepTold): string =>
  outcome === "skipped" ? outcome : `${outcome}, ${span(took)}`;

/** Why a step failed, and what to do next. */
export const failureBlock = ({ failure }: StepTold) =>
  failure === undefined
    ? null
    : h("div", { class: "failure" }, [
        h("pre", null, failure.message),
        failure.hint === undefined
          ? null
          : h("p", { class: "hint" }, `What to do: ${failure.hint}.`),
        failure.whole === failure.message
          ? null
          : h("details", null, [
              h("summary", null, "Where it was thrown, and what caused it"),
              h("pre", null, failure.whole),
            ]),
      ]);
