import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadConfiguration, loadSupport } from "@cucumber/cucumber/api";
import { featureTexts } from "../src/cli/named-paths.ts";
import { phrasesPage } from "../src/report/phrases.ts";
import { clusterPhrases } from "../src/spec/phrases.ts";
import { usesOf } from "../src/spec/uses.ts";

// Writes docs/phrases.md from the phrases themselves; with --check only compares, and fails if they differ.
const root = join(import.meta.dirname, "..");
const page = join(import.meta.dirname, "phrases.md");

const { runConfiguration } = await loadConfiguration({}, { cwd: root });
const support = await loadSupport(runConfiguration, { cwd: root });
const { toldIn } = await import("../steps/phrase.ts");
const told = toldIn(support);

const examples = usesOf(
  featureTexts(["features"], { cwd: root }),
  told.map(({ expression }) => expression),
);
const group = (title: string, keyword: "When" | "Then") => ({
  title,
  phrases: told
    .filter((phrase) => phrase.keyword === keyword)
    .map((phrase) => ({
      ...phrase,
      example: `${keyword} ${examples.get(phrase.expression) ?? phrase.expression}`,
    })),
});
const text = phrasesPage([
  {
    title: "Given: what the cluster is",
    phrases: clusterPhrases.map((phrase) => ({ ...phrase, example: `Given ${phrase.example}` })),
  },
  group("When: what happens", "When"),
  group("Then: what is promised", "Then"),
]);

if (!process.argv.includes("--check")) writeFileSync(page, text);
else if (readFileSync(page, "utf8") !== text) {
  console.error("docs/phrases.md is not what the phrases say: npm run docs");
  process.exitCode = 1;
}
