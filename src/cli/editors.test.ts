import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import {
  buildSuggestions,
  ExpressionBuilder,
  type ExpressionBuilderResult,
  extractStepTexts,
  getGherkinCompletionItems,
  getGherkinDiagnostics,
  type Index,
  jsSearchIndex,
  parseGherkinDocument,
} from "@cucumber/language-service";
import { WasmParserAdapter } from "@cucumber/language-service/wasm";

// What Cucumber's extension does with .vscode/settings.json: it reads the sources as they are, and runs nothing.

const root = join(import.meta.dirname, "..", "..");

const textIn = (path: string): string => readFileSync(join(root, path), "utf8");

const settings: { readonly [name: string]: readonly string[] } = JSON.parse(
  textIn(".vscode/settings.json"),
);

interface Source {
  readonly uri: string;
  readonly content: string;
}

/** The files that a setting leads the extension to. */
const filesOf = (setting: string): readonly Source[] =>
  globSync(settings[setting] ?? [], { cwd: root }).map((uri) => ({ uri, content: textIn(uri) }));

const documented = [...textIn("docs/phrases.md").matchAll(/^### `(.+)`$/gm)].map(
  ([, expression = ""]) => expression,
);

const read = async (): Promise<ExpressionBuilderResult> => {
  const service = fileURLToPath(import.meta.resolve("@cucumber/language-service"));
  const adapter = new WasmParserAdapter(join(dirname(service), "..", ".."));
  await adapter.init();
  const sources = filesOf("cucumber.glue").map((source) => ({
    ...source,
    languageName: "tsx" as const,
  }));
  return new ExpressionBuilder(adapter).build(sources, []);
};

let reading: Promise<ExpressionBuilderResult> | undefined;

/** What the extension finds in the sources; they are read once for all tests. */
const found = (): Promise<ExpressionBuilderResult> => {
  reading ??= read();
  return reading;
};

test("editors find every phrase in the steps, as it is documented, once", async () => {
  const { expressionLinks, errors } = await found();
  const inSteps = expressionLinks
    .filter(({ locationLink }) => locationLink.targetUri.startsWith("steps/"))
    .map(({ expression }) => expression.source);
  assert.deepEqual(inSteps.toSorted(), documented.toSorted());
  assert.deepEqual(errors, []);
});

test("editors underline no step of a feature", async () => {
  const { expressionLinks } = await found();
  const expressions = expressionLinks.map(({ expression }) => expression);
  const features = filesOf("cucumber.features");
  assert.ok(features.length > 20, "hardly a feature was read");
  const underlined = features.flatMap(({ uri, content }) =>
    getGherkinDiagnostics(content, expressions).map(
      ({ message, range }) => `${uri}:${range.start.line + 1}: ${message}`,
    ),
  );
  assert.deepEqual(underlined, []);
});

test("editors offer every phrase to whoever types the words that it begins with", async () => {
  const { expressionLinks, registry } = await found();
  const expressions = expressionLinks.map(({ expression }) => expression);
  const said = filesOf("cucumber.features").flatMap(({ content }) => stepsIn(content));
  const index = jsSearchIndex(buildSuggestions(registry, said, expressions));
  const notOffered = documented.filter(
    (expression) => !offered(beginning(expression), index).includes(expression),
  );
  assert.deepEqual(notOffered, []);
});

const stepsIn = (feature: string): readonly string[] => {
  const { gherkinDocument } = parseGherkinDocument(feature);
  return gherkinDocument === undefined ? [] : extractStepTexts(gherkinDocument, []);
};

/** Its words up to the first that a feature says in another way, at most four. */
const beginning = (expression: string): string =>
  (expression.match(/^[^{(/"]+(?=\s|$)/)?.[0] ?? "").trim().split(" ").slice(0, 4).join(" ");

const offered = (typed: string, index: Index): readonly string[] => {
  const lines = ["Feature: f", "  Scenario: s", `    Given ${typed}`];
  const position = { line: 2, character: lines[2]?.length ?? 0 };
  return getGherkinCompletionItems(lines.join("\n"), position, index).map(({ label }) => label);
};
