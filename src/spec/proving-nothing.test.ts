import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readFeature } from "./gherkin.ts";
import { neverRun, provingNothing } from "./proving-nothing.ts";

/** Where all of it is to be run. */
const refusedIn = (path: string, text: string) => {
  const feature = readFeature({ path, text });
  return [
    ...neverRun(feature.document).map(({ problem }) => problem),
    ...provingNothing([feature]),
  ];
};

const problemsIn = (text: string): string[] =>
  refusedIn("f.feature", `Feature: x\n${text}`).map(({ message }) => message);

const proves = (text: string): void => assert.deepEqual(problemsIn(text), []);

const lacks = (text: string, what: string, line: number): void =>
  assert.deepEqual(problemsIn(text), [
    `f.feature:${line}: the scenario "s" has no ${what}, so it would prove nothing`,
  ]);

test("a scenario with a Then proves something, and so does an And or But after it", () => {
  proves("  Scenario: s\n    Then a\n");
  proves("  Scenario: s\n    Given a\n    When b\n    Then c\n    And d\n");
  proves("  Background:\n    Then a\n  Scenario: s\n    And b\n");
});

test("one without a step does not, whatever its Background says", () => {
  lacks("  Scenario: s\n", "step", 2);
  lacks("  Background:\n    Given a\n    Then b\n  Scenario: s\n", "step", 5);
});

test("one without a Then does not: neither a star nor an And after a When is one", () => {
  lacks("  Scenario: s\n    Given a\n", "Then", 2);
  lacks("  Scenario: s\n    When a\n    And b\n    But c\n", "Then", 2);
  lacks("  Scenario: s\n    * a\n    And b\n", "Then", 2);
});

test("a Then of the Background is no Then of a scenario", () => {
  lacks("  Background:\n    Given a\n    Then b\n  Scenario: s\n    When c\n", "Then", 5);
  lacks("  Rule: r\n    Background:\n      Then b\n    Scenario: s\n      When c\n", "Then", 5);
});

test("what is in a rule, and each of several, is told with its line", () => {
  const text =
    "  Scenario: one\n  Rule: r\n    Scenario: two\n      When a\n    Scenario: three\n      Then a\n";
  assert.deepEqual(
    problemsIn(text).map((message) => message.slice(0, 30)),
    ['f.feature:2: the scenario "one', 'f.feature:4: the scenario "two'],
  );
});

test("an outline proves something if it has an example and a Then", () => {
  const outline = (steps: string, rows: string) =>
    `  Scenario Outline: s\n${steps}    Examples:\n${rows}`;
  proves(outline("    Then <a>\n", "      | a |\n      | 1 |\n"));
  lacks(outline("    Then <a>\n", "      | a |\n"), "example", 2);
  lacks(outline("    Then <a>\n", ""), "example", 2);
  lacks(outline("    When <a>\n", "      | a |\n      | 1 |\n      | 2 |\n"), "Then", 2);
  proves(`${outline("    Then <a>\n", "      | a |\n")}    Examples:\n      | a |\n      | 1 |\n`);
});

test("a scenario may say that it only raises, itself or through its rule, feature or examples; a step it has all the same", () => {
  proves("  @raises-only\n  Scenario: s\n    When a\n");
  proves("  @raises-only\n  Rule: r\n    Scenario: s\n      When a\n");
  assert.deepEqual(refusedIn("f", "@raises-only\nFeature: x\n  Scenario: s\n    When a\n"), []);
  const examples = "    Examples:\n      | a |\n      | 1 |\n";
  proves(`  Scenario Outline: s\n    When <a>\n    @raises-only\n${examples}`);
  lacks(`  Scenario Outline: s\n    When <a>\n${examples}    @raises-only\n${examples}`, "Then", 2);
  lacks("  @raises-only\n  Scenario: s\n", "step", 3);
  lacks("  @raises\n  Scenario: s\n    When a\n", "Then", 3);
});

test("what is not to be run need not prove anything", () => {
  const text = "Feature: x\n  Scenario: s\n  Scenario: t\n    When a\n";
  const { document } = readFeature({ path: "f", text });
  assert.deepEqual(provingNothing([{ document, pickles: [] }]), []);
});

test("an outline without an example is told with all tags that it has", () => {
  const text =
    "@f\nFeature: x\n  @r\n  Rule: r\n    @s\n    Scenario Outline: s\n      Then <a>\n      @e\n      Examples:\n";
  const [outline] = neverRun(readFeature({ path: "f", text }).document);
  assert.deepEqual(outline?.tags, ["@f", "@r", "@s", "@e"]);
});

test("the next step is told", () => {
  const [problem] = refusedIn("f", "Feature: x\n  Scenario: s\n    When a\n");
  assert.match(problem?.hint ?? "", /add the Then that it is to prove, or the tag @raises-only/);
});

const root = join(import.meta.dirname, "../..");

const problemsAt = (paths: readonly string[]): readonly string[] =>
  paths
    .flatMap((path) => refusedIn(path, readFileSync(join(root, path), "utf8")))
    .map(({ message }) => message);

test("all of our own features, sabotages and fixtures prove something, but those that are made not to", () => {
  const all = globSync("{features,sabotage,fixtures}/**/*.feature", { cwd: root });
  const [features = [], unproved = []] = [false, true].map((isMade) =>
    all.filter((path) => path.startsWith("fixtures/unproved/") === isMade),
  );
  assert.ok(features.length > 25, "hardly a feature was read");
  assert.deepEqual(problemsAt(features), []);
  assert.equal(problemsAt(unproved).length, 3);
});
