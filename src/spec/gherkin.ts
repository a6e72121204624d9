import {
  AstBuilder,
  compile,
  GherkinClassicTokenMatcher,
  GherkinInMarkdownTokenMatcher,
  Parser,
} from "@cucumber/gherkin";
import { type GherkinDocument, IdGenerator, type Pickle } from "@cucumber/messages";
import type { BadInput } from "../model/errors.ts";
import { badInput } from "./bad-input.ts";

/** A feature file: its path as people should read it in messages, and its text. */
export interface FeatureText {
  readonly path: string;
  readonly text: string;
  /** Where the scenarios begin that are meant; all are, if there are none. */
  readonly lines?: readonly number[];
  /** Of a text that does not say its own, as Gherkin names it; "en" unless told. */
  readonly language?: string;
}

/** The syntax tree of a feature, and what is run of it. */
export interface Feature {
  readonly document: GherkinDocument;
  readonly pickles: readonly Pickle[];
}

/** A feature as cucumber reads it; a syntax error is BadInput at its line. */
export const readFeature = (feature: FeatureText): Feature => {
  const newId = IdGenerator.incrementing();
  const document = parsed(feature, newId);
  return { document, pickles: compile(document, feature.path, newId) };
};

/** The syntax tree of a feature; a syntax error is BadInput at its line. */
export const parseFeature = (feature: FeatureText): GherkinDocument =>
  parsed(feature, IdGenerator.incrementing());

const parsed = (
  { path, text, language = "en" }: FeatureText,
  newId: IdGenerator.NewId,
): GherkinDocument => {
  const builder = new AstBuilder(newId);
  const words = path.endsWith(".md") ? GherkinInMarkdownTokenMatcher : GherkinClassicTokenMatcher;
  try {
    return { ...new Parser(builder, new words(language)).parse(text), uri: path };
  } catch (error) {
    throw syntaxError(path, firstOf(error));
  }
};

/** What a feature holds, with what its rules hold. */
export const childrenOf = (document: GherkinDocument) => {
  const children = document.feature?.children ?? [];
  return [...children, ...children.flatMap(({ rule }) => rule?.children ?? [])];
};

/** What is not Gherkin, as a parser tells it. */
export const syntaxError = (file: string, { message }: { readonly message: string }): BadInput => {
  const [, line, problem] = /^\((\d+):\d+\): (.*)/s.exec(message) ?? [];
  if (line === undefined) return badInput(`not Gherkin: ${message}`, { file });
  return badInput(`not Gherkin: ${problem}`, { file, line: Number(line) });
};

const firstOf = (error: unknown): { readonly message: string } => {
  if (!(error instanceof Error)) return { message: String(error) };
  const [first = error] = "errors" in error && Array.isArray(error.errors) ? error.errors : [];
  return first;
};
