import {
  AstBuilder,
  GherkinClassicTokenMatcher,
  GherkinInMarkdownTokenMatcher,
  Parser,
} from "@cucumber/gherkin";
import { type GherkinDocument, IdGenerator } from "@cucumber/messages";
import { badInput } from "./bad-input.ts";

/** A feature file: its path as people should read it in messages, and its text. */
export interface FeatureText {
  readonly path: string;
  readonly text: string;
}

/** The syntax tree of a feature; a syntax error is BadInput at its line. */
export const parseFeature = ({ path, text }: FeatureText): GherkinDocument => {
  const builder = new AstBuilder(IdGenerator.incrementing());
  const words = path.endsWith(".md") ? GherkinInMarkdownTokenMatcher : GherkinClassicTokenMatcher;
  try {
    return { ...new Parser(builder, new words()).parse(text), uri: path };
  } catch (error) {
    throw syntaxError(path, error);
  }
};

/** What a feature holds, with what its rules hold. */
export const childrenOf = (document: GherkinDocument) => {
  const children = document.feature?.children ?? [];
  return [...children, ...children.flatMap(({ rule }) => rule?.children ?? [])];
};

const syntaxError = (file: string, error: unknown): Error => {
  if (!(error instanceof Error)) return badInput(String(error), { file });
  const [first = error] = "errors" in error && Array.isArray(error.errors) ? error.errors : [];
  const [, line, problem] = /^\((\d+):\d+\): (.*)/s.exec(first.message) ?? [];
  if (line === undefined || problem === undefined) return error;
  return badInput(`not Gherkin: ${problem}`, { file, line: Number(line) }, { cause: error });
};
