import { h } from "preact";
import type { FeatureTold } from "../run/told.ts";
import { featureId } from "./contents.ts";
import type { Histories } from "./histories.ts";
import { paragraphs } from "./paragraphs.ts";
import { scenarioBlock } from "./scenario.ts";
import { sentenceBlock } from "./sentence.ts";

/** A feature as one reads it, with what came of each scenario. */
export const featureSection = (feature: FeatureTold, histories: Histories) =>
  h("section", { class: "feature", id: featureId(feature) }, [
    h("h2", null, feature.title),
    h("p", { class: "uri" }, feature.uri),
    ...paragraphs(feature.description),
    backgroundBlock(feature),
    ...feature.scenarios.map((scenario) => scenarioBlock(scenario, histories)),
  ]);

const backgroundBlock = ({ background }: FeatureTold) =>
  background.length === 0
    ? null
    : h("details", { class: "background" }, [
        h("summary", null, "Background: what every scenario begins with"),
        h(
          "ul",
          { class: "steps" },
          background.map((step) => h("li", null, sentenceBlock(step))),
        ),
      ]);
