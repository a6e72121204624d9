import { h } from "preact";
import type { FeatureTold, RunTold } from "../run/told.ts";
import { marks } from "../run/words.ts";

/** The features with their scenarios' marks, to find one's way. */
export const contents = ({ features }: RunTold) =>
  features.length < 2
    ? null
    : h("nav", { class: "contents", "aria-label": "Features" }, [
        h("h2", null, "Features"),
        h("ul", null, features.map(entry)),
      ]);

const entry = (feature: FeatureTold) =>
  h("li", null, [h("a", { href: `#${featureId(feature)}` }, feature.title), " ", tally(feature)]);

const tally = ({ scenarios }: FeatureTold) => {
  const counts = Map.groupBy(scenarios, ({ outcome }) => outcome);
  const words = [...counts].map(([outcome, all]) => `${marks[outcome]} ${all.length} ${outcome}`);
  return h("span", { class: "tally" }, words.join(", "));
};

/** Fit for a link, and unlike that of any other feature. */
export const featureId = ({ uri }: FeatureTold): string =>
  `feature-${encodeURIComponent(uri.toWellFormed()).replaceAll("_", "%5F").replaceAll("%", "_")}`;
