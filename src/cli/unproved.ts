import type { IRunConfiguration } from "@cucumber/cucumber/api";
import type { GherkinDocument } from "@cucumber/messages";
import { parse as parseTags } from "@cucumber/tag-expressions";
import type { BadInput } from "../model/errors.ts";
import { neverRun, provingNothing } from "../spec/proving-nothing.ts";
import type { ForeseenScenario } from "./foreseen.ts";
import type { NamedPath } from "./named-paths.ts";

interface ToRun {
  readonly chosen: readonly ForeseenScenario[];
  readonly documents: readonly GherkinDocument[];
  readonly named: readonly NamedPath[];
}

/** A BadInput for each scenario that is to be run and would prove nothing. */
export const unproved = (
  { chosen, documents, named }: ToRun,
  { sources: { names, tagExpression } }: IRunConfiguration,
): readonly BadInput[] => {
  const byUri = Map.groupBy(chosen, ({ uri }) => uri);
  const isPickedBy = tagExpression === "" ? undefined : parseTags(tagExpression);
  const isMeant = (uri: string, line: number): boolean =>
    named.some(
      ({ files, lines }) => files.includes(uri) && (lines.length === 0 || lines.includes(line)),
    );
  return documents.flatMap((document) => {
    const { uri = "" } = document;
    const pickles = (byUri.get(uri) ?? []).map(({ pickle }) => pickle);
    const outlines = neverRun(document)
      .filter(({ line }) => isMeant(uri, line))
      .filter(({ tags }) => isPickedBy?.evaluate([...tags]) !== false)
      .filter(({ name }) => names.length === 0 || names.some((one) => name.match(one)))
      .map(({ problem }) => problem);
    return [...outlines, ...provingNothing([{ document, pickles }])];
  });
};
