import type { Background, GherkinDocument, Step } from "@cucumber/messages";
import type { Place } from "../model/errors.ts";
import { childrenOf } from "./gherkin.ts";

/** Those of a feature and of its rules. */
export const backgroundsOf = (document: GherkinDocument): readonly Background[] =>
  childrenOf(document).flatMap(({ background }) => background ?? []);

/** The Backgrounds that a scenario would have: in each rule, or in the feature where it has no rules. */
export const scopesOf = ({ feature }: GherkinDocument): readonly (readonly Background[])[] => {
  const children = feature?.children ?? [];
  const own = children.flatMap(({ background }) => background ?? []);
  const rules = children.flatMap(({ rule }) => rule ?? []);
  if (rules.length === 0) return [own];
  return rules.map((rule) => [
    ...own,
    ...rule.children.flatMap(({ background }) => background ?? []),
  ]);
};

/** Where a step or a table row stands. */
export const placeOf = (document: GherkinDocument, node: Pick<Step, "location">): Place => ({
  file: document.uri ?? "",
  line: node.location.line,
});
